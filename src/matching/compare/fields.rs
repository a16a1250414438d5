//! How alike two values of every other field are.

use super::super::letters::{letters, may_be_within};
use super::super::records::{Address, OrganizationForm, Records};
use super::super::values::NONE;
use super::similarity::edits;
use super::{Outcome, at, similar};
use crate::contact::PartialDate;

/// Compares two birth dates. A date of which only parts are known is compared by the parts that both have.
pub(crate) fn birth_date(records: &Records, left: u32, right: u32) -> Outcome {
    let date = |number| records.date_values.derived(number).copied().flatten();
    match (date(left), date(right)) {
        (Some(date), Some(_)) if left == right && date.is_full() => Outcome::of(at::date::EQUAL, left),
        (Some(left), Some(right)) => dates(left, right),
        _ => Outcome::default(),
    }
}

fn dates(left: PartialDate, right: PartialDate) -> Outcome {
    use at::date::{DIFFERENT, KNOWN_PARTS, ONE_DIGIT, SAME_YEAR, SWAPPED, TWO_PARTS};
    let years = left.year().zip(right.year());
    let months = left.month().zip(right.month());
    let days = left.day().zip(right.day());
    let (Some(years), Some(months), Some(days)) = (years, months, days) else {
        let known = [years.map(|(a, b)| a == b), months.map(|(a, b)| a == b), days.map(|(a, b)| a == b)];
        return match (known.iter().flatten().count(), known.iter().flatten().all(|&same| same)) {
            (0, _) => Outcome::default(),
            (_, true) => Outcome::plain(KNOWN_PARTS),
            (_, false) => Outcome::plain(DIFFERENT),
        };
    };
    let same = [years.0 == years.1, months.0 == months.1, days.0 == days.1];
    let digits = |(a, b): (i16, i16)| one_digit_of_four(a, b);
    let short = |(a, b): (u8, u8)| digits((i16::from(a), i16::from(b)));
    Outcome::plain(match same {
        [true, true, true] => KNOWN_PARTS,
        [true, false, false] if months.0 == days.1 && months.1 == days.0 => SWAPPED,
        [true, true, false] if short(days) => ONE_DIGIT,
        [true, false, true] if short(months) => ONE_DIGIT,
        [false, true, true] if digits(years) => ONE_DIGIT,
        [true, true, false] | [true, false, true] | [false, true, true] => TWO_PARTS,
        [true, false, false] => SAME_YEAR,
        _ => DIFFERENT,
    })
}

/// Whether two numbers of four digits differ in one of them, or in two neighbors that are swapped.
fn one_digit_of_four(a: i16, b: i16) -> bool {
    let digits = |number: i16| [number / 1000, number / 100 % 10, number / 10 % 10, number % 10];
    let (a, b) = (digits(a), digits(b));
    let wrong = a.iter().zip(&b).filter(|(a, b)| a != b).count();
    let swapped = |i: usize| a.get(i) == b.get(i + 1) && a.get(i + 1) == b.get(i) && a.get(i) != b.get(i);
    wrong == 1 || wrong == 2 && (0..3).any(swapped)
}

/// Compares two e-mail addresses.
pub(crate) fn email(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.email_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    if left == right {
        return Outcome::of(if a.is_role { at::email::ROLE } else { at::email::EQUAL }, left);
    }
    let different = || match a.domain == b.domain && a.domain != NONE && !a.is_provider {
        true => Outcome::of(at::email::SAME_COMPANY, a.domain),
        false => Outcome::plain(at::email::DIFFERENT),
    };
    if a.is_role || b.is_role {
        return different();
    }
    let (whole_a, whole_b) = (values.text(left), values.text(right));
    let text = |part| records.email_parts.text(part);
    let (user_a, user_b) = (text(a.user), text(b.user));
    let within = |a: &str, b: &str, most: usize| a.len().abs_diff(b.len()) <= most && edits(a, b) <= most;
    let most = 1 + whole_a.len().min(whole_b.len()) / 16;
    let long = user_a.len().max(user_b.len()) >= 4 || a.user == b.user && a.user != NONE && !a.is_provider;
    let near = may_be_within(a.letters, b.letters, u32::try_from(most).unwrap_or(u32::MAX));
    if long && near && within(whole_a, whole_b, most) {
        return Outcome::plain(at::email::TYPO);
    }
    if a.user == b.user && user_a.len() >= 5 {
        return Outcome::of(at::email::SAME_USER, a.user);
    }
    let near = may_be_within(a.user_letters, b.user_letters, 1);
    if near && user_a.len().min(user_b.len()) >= 5 && within(user_a, user_b, 1) {
        return Outcome::plain(at::email::SIMILAR_USER);
    }
    different()
}

/// Compares two phone numbers.
pub(crate) fn phone(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.phone_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    if left == right {
        return Outcome::of(at::phone::EQUAL, left);
    }
    // a number without its country is compared by its last digits
    let same = a.number == b.number || a.is_international != b.is_international && a.tail == b.tail;
    if same {
        return match a.has_extension && b.has_extension {
            true => Outcome::plain(at::phone::OTHER_EXTENSION),
            false => Outcome { level: at::phone::EQUAL, values: [left, right] },
        };
    }
    Outcome::plain(if a.number > 9_999_999 && a.number / 100 == b.number / 100 {
        at::phone::SAME_BLOCK
    } else if one_digit_apart(a.number, b.number) {
        at::phone::ONE_DIGIT
    } else {
        at::phone::DIFFERENT
    })
}

/// Whether two numbers differ in one digit, or in two neighbors that are swapped.
fn one_digit_apart(a: u64, b: u64) -> bool {
    let (mut a, mut b) = (a, b);
    // what is equal behind the difference falls away
    while a != b && a % 10 == b % 10 {
        (a, b) = (a / 10, b / 10);
    }
    let swapped = |a: u64, b: u64| a % 10 == b / 10 % 10 && a / 10 % 10 == b % 10 && a / 100 == b / 100;
    a != b && (a / 10 == b / 10 || swapped(a, b)) && a > 9 && b > 9
}

/// Compares two addresses, all parts as one piece of evidence.
pub(crate) fn address(records: &Records, left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let both = |a: u32, b: u32| a != NONE && b != NONE;
    let same = |a: u32, b: u32| a == b && a != NONE;
    let area = if same(left.area, right.area) { Some(left.area) } else { None };
    let locality = same(left.locality, right.locality);
    let postal_code = same(left.postal_code, right.postal_code);
    if both(left.street, right.street) {
        return streets(records, left, right);
    }
    if both(left.postal_code, right.postal_code) {
        return match area {
            _ if postal_code => Outcome::of(level::POSTAL_CODE, left.postal_code),
            _ if locality && similar_places(records, left.postal_code, right.postal_code) => {
                Outcome::plain(level::POSTAL_CODE_SIMILAR)
            }
            _ if locality => Outcome::of(level::POSTAL_CODES_IN_LOCALITY, left.locality),
            Some(area) => Outcome::of(level::POSTAL_CODES_IN_AREA, area),
            None => Outcome::plain(level::POSTAL_CODES_DIFFERENT),
        };
    }
    if both(left.locality, right.locality) {
        let like = || similar_places(records, left.locality, right.locality);
        return match area {
            _ if same(left.place, right.place) => Outcome::of(level::PLACE, left.place),
            _ if locality => Outcome::of(level::LOCALITY, left.locality),
            _ if (area.is_some() || !both(left.area, right.area)) && like() => {
                Outcome { level: level::LOCALITY_SIMILAR, values: [left.place, right.place] }
            }
            Some(area) => Outcome::of(level::LOCALITIES_IN_AREA, area),
            None => Outcome::plain(level::LOCALITIES_DIFFERENT),
        };
    }
    match area {
        Some(area) => Outcome::of(level::AREA, area),
        None if both(left.area, right.area) => Outcome::plain(level::AREAS_DIFFERENT),
        None => Outcome::default(),
    }
}

/// Compares two addresses that both have a street.
fn streets(records: &Records, left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let same = |a: u32, b: u32| a == b && a != NONE;
    let missing = |a: u32, b: u32| a == NONE || b == NONE;
    let postal_code = same(left.postal_code, right.postal_code);
    let locality = same(left.locality, right.locality);
    // whether both may lie in one place: nothing known is no contradiction
    let near = postal_code
        || locality
        || missing(left.postal_code, right.postal_code) && missing(left.locality, right.locality)
        || similar_places(records, left.postal_code, right.postal_code)
        || similar_places(records, left.locality, right.locality);
    let streets = &records.street_values;
    let numbers_missing = missing(left.number, right.number);
    if left.street == right.street {
        return match (near, left.number == right.number) {
            (true, true) if left.point != NONE => Outcome::of(level::SAME_HOUSE, left.point),
            (true, true) => Outcome::of(level::SAME_HOUSE, left.street),
            (true, false) if numbers_missing => Outcome::plain(level::SIMILAR_HOUSE),
            (true, false) if similar_places(records, left.number, right.number) => Outcome::plain(level::SIMILAR_HOUSE),
            (true, false) => Outcome::plain(level::SAME_STREET),
            (false, true) if !numbers_missing => Outcome::plain(level::HOUSE_ELSEWHERE),
            (false, _) => other_streets(left, right),
        };
    }
    let like = || {
        let skeleton = |street| streets.derived(street).map(|form| form.skeleton);
        skeleton(left.street) == skeleton(right.street)
            || similar_streets(streets.text(left.street), streets.text(right.street))
    };
    let number = same(left.number, right.number) || numbers_missing;
    match (near, number) {
        (true, true) if like() => Outcome::plain(level::SIMILAR_HOUSE),
        (true, false) if like() => Outcome::plain(level::SAME_STREET),
        (false, true) if !numbers_missing && like() => Outcome::plain(level::HOUSE_ELSEWHERE),
        _ => other_streets(left, right),
    }
}

/// The level of two addresses in different streets.
fn other_streets(left: &Address, right: &Address) -> Outcome {
    use at::address as level;
    let same = |a: u32, b: u32| a == b && a != NONE;
    if same(left.postal_code, right.postal_code) {
        Outcome::of(level::STREETS_IN_POSTAL_CODE, left.postal_code)
    } else if same(left.locality, right.locality) {
        Outcome::of(level::STREETS_IN_LOCALITY, left.locality)
    } else if same(left.area, right.area) {
        Outcome::of(level::STREETS_IN_AREA, left.area)
    } else {
        Outcome::plain(level::STREETS_DIFFERENT)
    }
}

/// Whether two street names are alike: as texts, or one has all the words of the other.
fn similar_streets(a: &str, b: &str) -> bool {
    let contains = |long: &str, short: &str| {
        short.len() >= 5 && short.split(' ').all(|word| long.split(' ').any(|other| other == word))
    };
    similar(a, b).is_some() || contains(a, b) || contains(b, a)
}

/// Whether two localities, postal codes or house numbers are a slip of typing apart.
fn similar_places(records: &Records, a: u32, b: u32) -> bool {
    if a == NONE || b == NONE {
        return false;
    }
    let (a, b) = (records.place_values.text(a), records.place_values.text(b));
    let longer = a.len().max(b.len());
    match longer {
        0..=2 => false,
        3..=5 => may_be_within(letters(a), letters(b), 1) && edits(a, b) <= 1,
        _ => similar(a, b).is_some(),
    }
}

/// Compares two names of organizations.
pub(crate) fn organization(records: &Records, left: u32, right: u32) -> Outcome {
    let values = &records.organization_values;
    let Some((a, b)) = values.derived(left).zip(values.derived(right)) else { return Outcome::default() };
    let both = [left, right];
    if left == right || a.skeleton == b.skeleton {
        return Outcome { level: at::organization::EQUAL, values: both };
    }
    let (text_a, text_b) = (values.text(left), values.text(right));
    let level = if contains(records, a, b) || contains(records, b, a) || is_acronym(text_a, text_b) {
        at::organization::VARIANT
    } else if similar(text_a, text_b).is_some() || most_words(records, a, b) {
        at::organization::SIMILAR
    } else {
        at::organization::DIFFERENT
    };
    Outcome { level, values: both }
}

/// Whether the longer name has all the words of the shorter one.
fn contains(records: &Records, long: &OrganizationForm, short: &OrganizationForm) -> bool {
    let letters: usize = short.words.iter().map(|&word| records.name_values.text(word).len()).sum();
    letters >= 4 && short.words.len() < long.words.len() && short.words.iter().all(|word| long.words.contains(word))
}

/// Whether most words of two names of several words are equal or a slip of typing apart.
fn most_words(records: &Records, a: &OrganizationForm, b: &OrganizationForm) -> bool {
    let (few, many) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let text = |word: u32| records.name_values.text(word);
    let found = few
        .words
        .iter()
        .filter(|&&word| many.words.iter().any(|&other| word == other || similar(text(word), text(other)).is_some()))
        .count();
    many.words.len() >= 2 && 3 * found >= 2 * many.words.len()
}

/// Whether one name is made of the first letters of the other's words.
fn is_acronym(a: &str, b: &str) -> bool {
    let of = |short: &str, long: &str| {
        let letters = long.split(' ').filter_map(|word| word.chars().next());
        short.len() >= 3 && !short.contains(' ') && letters.eq(short.chars())
    };
    of(a, b) || of(b, a)
}

/// Compares two job titles.
pub(crate) fn title(records: &Records, left: u32, right: u32) -> Outcome {
    if left == right {
        return Outcome::of(at::title::EQUAL, left);
    }
    let text = |title| records.title_values.text(title);
    Outcome::plain(match similar(text(left), text(right)) {
        Some(_) => at::title::SIMILAR,
        None => at::title::DIFFERENT,
    })
}
