//! What holds for the comparable form of every text.

use contactkit::contact::{Organization, PersonName, PostalAddress};
use contactkit::normalize::{AddressKey, EmailKey, LONGEST, NameKey, OrganizationKey, fold, skeleton, sound};
use proptest::prelude::*;

/// Texts that look like values, and texts that do not.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[ -~À-ʯͰ-ϿЀ-ӿ一-丐ا-ي]{150,400}",
        "([A-Z][a-z]{1,8}|[A-Z]\\.|van|de|y|Jr\\.|Dr\\.|III|2nd|[0-9]{1,3}|,|-| ){1,8}",
        "([A-Z][a-z]{1,8}|GmbH|& Co\\.|The|Intl|Assn|Univ|and|Branch|UK|t/a|d b a|I\\.B\\.M\\.|c/o|[A-Z]|ООО|株式会社|Ltd|,| ){1,8}",
        "([0-9]{1,4}[a-z]?|[A-Z][a-z]{2,8}|St\\.|Str\\.|straße|Flat|PO Box|N|22nd|,| ){1,8}",
        "[a-zà-ü0-9.+\"_-]{0,12}@?[a-zà-ü0-9.-]{0,16}",
        "[a-z.+]{1,12}@(gmail|googlemail|yahoo|outlook|fastmail|icloud)\\.com",
    ]
}

/// Names and initials.
fn words() -> impl Strategy<Value = String> {
    "([A-ZÄÖÜ][a-zäöüß]{1,8}|[A-Z]\\.| |-){0,4}"
}

fn is_folded(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' ')
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_gives_short_plain_words_and_folds_them_to_themselves(text in texts()) {
        let once = fold(&text);
        prop_assert!(is_folded(&once) && once.len() <= LONGEST, "{:?}", once);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn case_and_surrounding_space_do_not_change_what_folds(text in "[a-zäöüßñçø' -]{0,40}") {
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
        prop_assert_eq!(fold(&format!("  {text}\u{a0}\t")), fold(&text));
    }

    #[test]
    fn the_key_of_an_emails_key_is_itself(text in texts()) {
        if let Some(key) = EmailKey::of(&text) {
            prop_assert_eq!(EmailKey::of(&key.text), Some(key.clone()));
            prop_assert!(key.text.chars().count() <= LONGEST + 20, "{}", key.text);
            let joined = [key.user(), key.domain()].join(if key.text.contains('@') { "@" } else { "" });
            prop_assert_eq!(joined, key.text);
        }
    }

    #[test]
    fn the_key_of_a_names_key_is_itself(given in texts(), middle in words(), family in texts(), suffix in texts()) {
        let name = PersonName::from_parts("", &given, &middle, &family, &suffix, "");
        if let Some(key) = NameKey::of(&name) {
            prop_assert!([&key.given, &key.middle, &key.family].into_iter().all(|part| is_folded(part)), "{:?}", key);
            prop_assert!(!key.given.contains(' ') && key.family.len() <= LONGEST && key.middle.len() <= 2 * LONGEST + 1);
            // a word of digits alone is read as letters only beside letters, and a name that is cut has another key
            let is_number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
            if key.middle.len() > LONGEST || key.middle.split(' ').any(is_number) {
                return Ok(());
            }
            let again = PersonName::from_parts("", &key.given, &key.middle, &key.family, key.generation.as_str(), "");
            prop_assert_eq!(NameKey::of(&again), Some(key));
        }
    }

    #[test]
    fn the_key_of_an_addresses_key_has_the_same_place(
        street in texts(), locality in texts(), region in texts(), postal_code in texts(), country in "[A-Za-z]{0,12}"
    ) {
        let address = |parts: [&str; 5]| {
            let mut address = PostalAddress::default();
            let [street, locality, region, postal_code, country] = parts.map(some);
            (address.street, address.locality, address.region) = (street, locality, region);
            (address.postal_code, address.country) = (postal_code, country);
            address
        };
        if let Some(key) = AddressKey::of(&address([&street, &locality, &region, &postal_code, &country])) {
            let parts = [&key.street, &key.number, &key.locality, &key.region, &key.postal_code];
            prop_assert!(parts.into_iter().all(|part| is_folded(part) && part.len() <= 8 * LONGEST), "{:?}", key);
            let again = AddressKey::of(&address(["", &key.locality, &key.region, &key.postal_code, &key.country]));
            let mut expected = key;
            (expected.street, expected.number) = (String::new(), String::new());
            prop_assert_eq!(again.unwrap_or_default(), expected);
        }
    }

    #[test]
    fn the_key_of_an_organizations_key_is_itself(text in texts()) {
        if let Ok(mut organization) = text.parse::<Organization>() {
            let Some(key) = OrganizationKey::of(&organization) else { return Ok(()) };
            prop_assert!(is_folded(&key.text) && key.text.len() <= 4 * LONGEST, "{:?}", key);
            prop_assert!(!key.name().is_empty() && key.text.starts_with(key.name()), "{:?}", key);
            // words in their long form may be longer than what is compared
            if text.len() >= 60 {
                return Ok(());
            }
            organization.name.clone_from(&key.text);
            prop_assert_eq!(OrganizationKey::of(&organization), Some(key));
        }
    }

    #[test]
    fn sounds_are_no_longer_than_what_sounds(text in texts()) {
        for text in [text.as_str(), &fold(&text)] {
            prop_assert!(skeleton(text).len() <= 2 * text.len());
            prop_assert!(sound(text).len() <= 12);
        }
        let folded = fold(&text);
        prop_assert!(skeleton(&folded).len() <= folded.len());
        prop_assert!(sound(&folded).len() <= 6);
    }
}

#[test]
fn streets_in_their_spellings_have_one_key() {
    let key = |street: &str| {
        let mut address = PostalAddress::default();
        address.street = Some(street.to_owned());
        AddressKey::of(&address).map(|key| (key.street, key.number)).unwrap_or_default()
    };
    for spellings in [
        ["Hauptstraße 5", "Hauptstr. 5", "HAUPTSTRASSE 5"],
        ["12 High Street", "12 High St.", "12, High St"],
        ["500 North Main Street", "500 N. Main St", "500 N Main Street"],
        ["5 Maple Drive", "5 Maple Dr", "Maple Dr. 5"],
        ["9 Marsh Lane", "9 Marsh Ln", "Marsh Ln 9, Flat 2"],
        ["3 Park Place", "3 Park Pl.", "Park Pl 3"],
        ["7 Fifth Avenue", "7 5th Ave", "7 Fifth Av."],
        ["12b Baker Street", "12 b Baker St.", "12B Baker Street"],
    ] {
        let keys = spellings.map(key);
        assert!(keys.iter().all(|found| *found == keys[0]), "{keys:?}");
    }
    assert_ne!(key("12 High Street"), key("12 High Road"));
    assert_ne!(key("12 High Street"), key("21 High Street"));
}

#[test]
fn forms_of_a_megabyte_are_made_at_once_and_short() {
    let start = std::time::Instant::now();
    for unit in ["a", "1", "@", " ", ".", "é", "株", "a ", "St. ", "Jr. ", "& ", "\u{301}", "ﷺ"] {
        let text = unit.repeat((1 << 20) / unit.len());
        assert!(fold(&text).len() <= LONGEST);
        assert!(EmailKey::of(&text).is_none_or(|key| key.text.chars().count() <= LONGEST + 20));
        assert!(NameKey::of(&PersonName::new(&text, &text)).is_none_or(|key| key.family.len() <= LONGEST));
        let mut address = PostalAddress::default();
        address.street = Some(text.clone());
        address.locality = Some(text.clone());
        assert!(AddressKey::of(&address).is_none_or(|key| key.street.len() <= 8 * LONGEST));
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
