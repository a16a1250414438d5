//! What holds for every text.

use contactkit::contact::{
    CountryCode, CustomType, DateOptions, DateOrder, DateReading, Email, Invalid, Organization, PartialDate,
    PersonName, Phone, PostalAddress, Url,
};
use proptest::prelude::*;

/// Texts that look like values, and texts that do not.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[+0-9 ().x#;,/-]{0,30}",
        "\\+?[0-9]{1,20}(;ext=[0-9]{1,6})?",
        "(tel:|00|011|\\+)?[0-9]{5,14}( ?(x|ext\\.?|доб|#|,) ?[0-9]{1,5})?",
        "[a-zà-ü0-9.+\"_-]{1,12}@[a-zà-ü0-9.-]{1,16}",
        "[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}",
        "(--)?[0-9]{2,8}",
        "([A-Z][a-z]{1,8}|[A-Z]\\.|van|de|la|y|Jr\\.|Dr\\.|MD|III|,|\\(Bob\\)| ){1,8}",
        "([A-Z][a-z]{1,8}|GmbH|& Co\\.|KG|S\\.A\\.|ООО|株式会社|PT|Ltd|«|»|,| ){1,8}",
        "(Nordwind|Gió|SC|PT|Tbk|CV|AG|GmbH|S\\.R\\.L\\.|\\(Schweiz\\)|（株）|UK|Branch|Filiale|\"|บริษัท|จำกัด|,| ){1,8}",
        "([0-9]{1,4}|May|мая|年|月|日|令和|民國|元|[SHTM]|\\.|/|-|:|,|am|Mon|tháng|พ\\.ค\\.| ){1,8}",
        "[\u{4e00}-\u{4e40}鈴木太郎毛泽东김철수]{1,6}",
        "(https?://)?[a-z]{1,8}\\.[a-z]{2,4}(/[a-z]{0,5})?",
    ]
}

fn regions() -> impl Strategy<Value = Option<CountryCode>> {
    proptest::option::of(proptest::sample::select(
        [
            "US", "DE", "IT", "AR", "BR", "MX", "GB", "AU", "RU", "JP", "CN", "KR", "FR", "HU", "BB", "AQ", "SM", "MG",
            "BY", "NF",
        ]
        .iter()
        .filter_map(|code| CountryCode::of(code))
        .collect::<Vec<_>>(),
    ))
}

fn reads_back<T>(text: &str) -> Result<(), TestCaseError>
where
    T: std::str::FromStr<Err = Invalid> + std::fmt::Display + std::fmt::Debug + PartialEq,
{
    if let Ok(value) = text.parse::<T>() {
        prop_assert_eq!(value.to_string().parse::<T>(), Ok(value));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_read_back_from_what_they_display(text in texts()) {
        reads_back::<Email>(&text)?;
        reads_back::<PartialDate>(&text)?;
        reads_back::<Organization>(&text)?;
        reads_back::<Url>(&text)?;
        reads_back::<CountryCode>(&text)?;
        reads_back::<PostalAddress>(&text)?;
    }

    #[test]
    fn phones_read_back_from_what_they_display(text in texts(), region in regions()) {
        if let Ok(phone) = Phone::parse(&text, region) {
            prop_assert_eq!(phone.to_string().parse::<Phone>(), Ok(phone.clone()));
            if phone.e164().is_some() {
                prop_assert_eq!(Phone::parse(&phone.to_string(), region), Ok(phone));
            }
        }
    }

    #[test]
    fn phones_without_a_country_are_digits(text in texts()) {
        if let Ok(phone) = Phone::parse(&text, None) {
            prop_assert_eq!(phone.e164().is_none(), phone.national().is_some());
            prop_assert!(phone.national().is_none_or(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())));
        }
    }

    #[test]
    fn names_are_read_without_a_panic_and_never_empty(text in texts()) {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert!(!name.is_empty(), "{:?}", text);
            prop_assert!(!name.to_string().is_empty());
            let _ = (name.inverted(), name.generation());
        }
    }

    #[test]
    fn custom_values_read_back_from_what_they_display(text in texts()) {
        let types = [CustomType::Integer, CustomType::Decimal, CustomType::Money, CustomType::Date, CustomType::Bool];
        for kind in types {
            if let Ok(value) = kind.read(&text) {
                prop_assert_eq!(kind.read(&value.to_string()), Ok(value));
            }
        }
        let _ = CustomType::List(Box::new(CustomType::List(Box::new(CustomType::Money)))).read(&text);
    }

    #[test]
    fn dates_of_a_known_writer_are_dates_of_anybody(text in texts(), latest_year in proptest::option::of(any::<i16>())) {
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            if let Ok(known) = PartialDate::parse_with(&text, DateOptions { order, latest_year }) {
                let anybody = text.parse::<PartialDate>();
                prop_assert!(matches!(anybody, Ok(date) if date == known) || anybody.is_err(), "{text} {known} {anybody:?}");
            }
        }
        let options = DateOptions { latest_year, ..DateOptions::default() };
        if let Ok(DateReading::Ambiguous { day_first, month_first }) = PartialDate::readings(&text, options) {
            let with = |order| PartialDate::parse_with(&text, DateOptions { order, latest_year });
            prop_assert_eq!(with(DateOrder::Unknown), Err(Invalid::DateAmbiguous));
            prop_assert_eq!((with(DateOrder::DayFirst), with(DateOrder::MonthFirst)), (Ok(day_first), Ok(month_first)));
            prop_assert_ne!(day_first, month_first);
        }
    }
}

#[test]
fn texts_of_a_megabyte_are_refused_or_read_at_once() {
    let start = std::time::Instant::now();
    for unit in ["a", "1", "@", ",", "(", "'", " ", ".", "é", "株", "1-", "a ", "van ", "x1", "Jr. "] {
        let text = unit.repeat((1 << 20) / unit.len());
        let _ = text.parse::<Email>();
        let _ = Phone::parse(&text, CountryCode::of("US"));
        let _ = text.parse::<PartialDate>();
        let _ = PersonName::parse(&text);
        let _ = text.parse::<Organization>();
        let _ = text.parse::<PostalAddress>();
        let _ = text.parse::<Url>();
        let _ = CountryCode::of(&text);
        let _ = CustomType::Money.read(&text);
        let mut address = PostalAddress::default();
        address.postal_code = Some(text.clone());
        address.country = Some("DE".to_owned());
        let _ = (address.postal_code_canonical(), address.postal_code_fits());
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[cfg(feature = "serde")]
mod json {
    use contactkit::contact::{Contact, Custom, Field};

    use super::*;

    fn contacts() -> impl Strategy<Value = Contact> {
        (proptest::collection::vec(texts(), 12), regions()).prop_map(|(texts, region)| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            let mut contact = Contact::person(next());
            contact.names.push(Field::parse(next()));
            contact.organization_names.push(Field::parse(next()).labeled(next()));
            contact.emails.push(Field::parse(next()).from_source("import"));
            contact.phones.push(Field::read(next(), |text| Phone::parse(text, region)));
            contact.addresses.push(Field::parse(next()));
            contact.birth_dates.push(Field::parse(next()));
            contact.urls.push(Field::parse(next()));
            contact.notes.push(next());
            contact.tags.insert(next());
            let money = Field::read(next(), |text| CustomType::Money.read(text));
            contact.custom.insert("budget".to_owned(), vec![money, Field::of(Custom::Bool(true))]);
            if let Some(date) = PartialDate::full(2001, 5, 17) {
                contact.emails = contact.emails.into_iter().map(|field| field.seen(date)).collect();
            }
            contact
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_contact_reads_back_exactly(contact in contacts()) {
            let json = serde_json::to_string(&contact).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let again: Contact = serde_json::from_str(&json).map_err(|error| TestCaseError::fail(format!("{error} {json}")))?;
            prop_assert_eq!(&again, &contact);
            for (left, right) in again.phones.iter().zip(&contact.phones) {
                prop_assert_eq!(left.value().map(Phone::region_from), right.value().map(Phone::region_from));
            }
            let pretty = serde_json::to_value(&contact).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(serde_json::from_value::<Contact>(pretty).ok(), Some(contact));
        }
    }

    #[test]
    fn missing_and_unknown_fields_do_not_stop_a_contact() {
        let json = r#"{"id": "7", "shoe_size": 42, "emails": [{"text": "ada", "invalid": "email.no_at", "color": "red"},
            {"text": "x", "invalid": "from.the.future"}, {"text": "a@b.org", "value": "a@b.org"}]}"#;
        let contact: Contact = serde_json::from_str(json).expect("old and new versions read each other");
        let reasons: Vec<_> = contact.emails.iter().map(|field| field.invalid().map(|why| why.code())).collect();
        assert_eq!(reasons, [Some("email.no_at"), Some("other"), None]);
        assert!(contact.names.is_empty());
    }
}
