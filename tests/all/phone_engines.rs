//! Phone numbers beside the engine that reads them, and beside the crate `phonenumber`.

use contactkit::contact::{CountryCode, Phone};
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// Example numbers of every region: `DE | +4930123456 | 030 123456`, fixed line and mobile.
const EXAMPLES: &str = include_str!("../data/phone_examples.txt");

fn examples() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    EXAMPLES.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let [region, number, national] = line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        (region, number, national)
    })
}

#[test]
fn the_examples_of_every_region_are_read_and_are_valid() {
    let mut count = 0;
    for (region, number, national) in examples() {
        let Some(region) = CountryCode::of(region) else { continue };
        for (text, region) in [(number, None), (number, Some(region)), (national, Some(region))] {
            let phone = Phone::parse(text, region).unwrap();
            assert_eq!(phone.to_string(), number, "{text} {region:?}");
            assert!(phone.check().valid && phone.check().reason.is_none(), "{number}");
        }
        count += 1;
    }
    assert!(count > 450, "{count}");
}

/// What the engine makes of a text, read again until it stays; and whether its country has numbers of the length.
fn by_engine(text: &str, region: Option<Region>) -> Option<(String, bool)> {
    let first = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    let length = PHONE_NUMBER_UTIL.is_possible_number_with_reason(&first);
    let is_full = length.is_ok_and(|length| length != NumberLengthType::IsPossibleLocalOnly);
    let mut number = PHONE_NUMBER_UTIL.format(&first, PhoneNumberFormat::E164).to_string();
    for _ in 0..9 {
        let again = PHONE_NUMBER_UTIL.parse(&number, None).ok()?;
        let next = PHONE_NUMBER_UTIL.format(&again, PhoneNumberFormat::E164).to_string();
        if next == number {
            return Some((number, is_full));
        }
        number = next;
    }
    None
}

/// Asserts that a number is read as the engine reads it; one that is short or local may stay without its country.
fn same_as_the_engine(text: &str, region: Option<Region>) {
    let country = region.and_then(|region| CountryCode::of(&region.as_region_str()));
    let ours = Phone::parse(text, country);
    match (&ours, by_engine(text, region)) {
        (Ok(phone), Some((number, is_full))) => {
            assert!(
                phone.e164().map_or(!is_full, |_| phone.to_string() == number),
                "{text} {region:?} {ours:?} {number}"
            );
        }
        (Err(_), None) => {}
        (_, theirs) => panic!("{text} {region:?} {ours:?} {theirs:?}"),
    }
}

#[test]
fn digits_that_need_no_engine_are_read_as_the_engine_reads_them() {
    let mut random = fastrand::Rng::with_seed(1);
    let mut digits = |start: String, length: usize| {
        let mut text = start;
        text.extend((text.len()..length).map(|_| random.digit(10)));
        text
    };
    let mut regions: Vec<Region> = PHONE_NUMBER_UTIL.get_supported_regions().collect();
    regions.sort_by_key(|region| region.as_region_str().to_string());
    for region in regions.into_iter().filter(|region| CountryCode::of(&region.as_region_str()).is_some()) {
        // Mexico's old prefixes are ours.
        let firsts = if region == Region::MX { 2..10 } else { 1..10 };
        for (first, length) in firsts.flat_map(|first| [(first, 7), (first, 9), (first, 10), (first, 11)]) {
            same_as_the_engine(&digits(first.to_string(), length), Some(region));
        }
        // What many countries dial before their numbers, and abroad; Mexico's old prefixes are ours.
        if region != Region::MX {
            for first in 1..10 {
                same_as_the_engine(&digits(format!("0{first}"), 10), Some(region));
            }
        }
    }
    for code in PHONE_NUMBER_UTIL.get_supported_calling_codes().filter(|code| *code != 52) {
        for first in 1..10 {
            same_as_the_engine(&digits(format!("+{code}{first}"), 12), None);
        }
    }
}

/// The crate `phonenumber` agrees on most numbers, and none is changed on the way to it and back.
#[cfg(feature = "phonenumber")]
mod phonenumber {
    use super::*;
    use ::phonenumber::{Mode, PhoneNumber, country};

    /// The numbers of the suite beside the repository, as text, region and the right E.164 text of valid ones.
    fn suite() -> Option<Vec<(String, String, String)>> {
        let folder = crate::quality::folder()?.parent()?.join("suites");
        let mut reader = csv::Reader::from_path(folder.join("phone_dev.csv")).ok()?;
        let rows = reader.records().map(Result::unwrap);
        let valid = rows.filter(|row| row.get(3) == Some("1"));
        Some(valid.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned())).collect())
    }

    fn agreement(numbers: &[(String, String, String)]) -> f64 {
        let (mut same, mut right, mut refused) = (0_u32, 0_u32, 0_u32);
        for (text, region, number) in numbers {
            let ours = Phone::parse(text, CountryCode::of(region));
            let theirs = ::phonenumber::parse(region.parse::<country::Id>().ok(), text).ok();
            let theirs = theirs.map(|number| number.format().mode(Mode::E164).to_string());
            let Ok(phone) = ours else { continue };
            let phone = phone.without_extension();
            right += u32::from(phone.to_string() == *number);
            same += u32::from(theirs.is_some_and(|theirs| theirs == phone.to_string()));
            match PhoneNumber::try_from(&phone) {
                Ok(number) => {
                    assert_eq!(number.format().mode(Mode::E164).to_string(), phone.to_string(), "{text}");
                    assert_eq!(Phone::try_from(&number), Ok(phone), "{text}");
                }
                Err(contactkit::contact::Invalid::PhoneUnassigned) => refused += 1,
                Err(why) => assert_eq!((why, phone.e164()), (contactkit::contact::Invalid::PhoneNoCountry, None)),
            }
        }
        let count = numbers.len() as f64;
        println!("of {count} numbers {right} are right, {same} the same in both, and {refused} refused");
        assert!(f64::from(right) / count > 0.999);
        f64::from(same) / count
    }

    #[test]
    fn both_crates_agree_on_the_examples() {
        let known = examples().filter(|(region, ..)| CountryCode::of(region).is_some());
        let numbers = known.flat_map(|(region, number, national)| {
            [number, national].map(|text| (text.to_owned(), region.to_owned(), number.to_owned()))
        });
        assert!(agreement(&numbers.collect::<Vec<_>>()) > 0.98);
    }

    #[test]
    fn both_crates_agree_on_the_suite() {
        let Some(numbers) = suite() else {
            println!("skipped: shared/data/suites is not there");
            return;
        };
        assert!(agreement(&numbers) > 0.91);
    }
}
