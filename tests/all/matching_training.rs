//! What a matcher learns, and the model that it leaves.

use super::files::SAMPLE;
use contactkit::contact::{Contact, Field, PersonName, PostalAddress};
use contactkit::matching::{Comparison, Judgments, Level, Matcher, Model, Origins, Records, Resolution, Rival};

fn resolve(records: &Records, judgments: Judgments) -> Resolution {
    Matcher::new().judgments(judgments).resolve(records)
}

fn level<'m>(model: &'m Model, comparison: Comparison, name: &str) -> &'m Level {
    model.comparisons[&comparison].iter().find(|level| level.name == name).unwrap()
}

#[test]
fn the_sample_trains_a_model_that_settles() {
    let records = SAMPLE.records();
    let training = resolve(&records, Judgments::default()).training.unwrap();
    assert!(training.settled && training.warnings().is_empty(), "{training}");
    assert!(training.candidate_pairs > 900 && training.random_pairs > 10_000, "{training}");
    assert_eq!(training.decided_pairs, 0);
    assert!(training.missing.len() < 5, "{training}");
}

/// Contacts of four countries, each with six given names, family names and towns of its own; the countries may be said.
fn namesakes(countries: [&str; 4]) -> Records {
    const GIVEN: &str = "Aino Juhani Kaarlo Pirkko Sirpa Veikko Giulia Lorenzo Chiara Matteo Federica Bruno \
        Agnieszka Wojciech Zofia Henryk Kinga Dawid Takumi Haruka Sota Yui Ren Mio";
    const FAMILY: &str = "Virtanen Korhonen Nieminen Laine Heikkila Koskela Rossi Esposito Colombo Ferrari Greco Lombardi \
        Nowak Kowalczyk Zielinski Szymanski Dabrowski Jankowski Suzuki Watanabe Ito Yamamoto Nakagawa Hayashi";
    const TOWNS: &str = "Helsinki Tampere Oulu Kuopio Vaasa Joensuu Milano Palermo Bologna Verona Trieste Genova \
        Warszawa Gdynia Lublin Szczecin Opole Rzeszow Sapporo Yokohama Kyoto Fukuoka Nara Hiroshima";
    let word = |words: &str, number: u32| {
        words.split(' ').filter(|word| !word.is_empty()).nth(number as usize).unwrap().to_owned()
    };
    let contact = |number: u32| {
        let (country, person) = (number % 4, number / 4);
        let of_country = |words: &str, choice: u32| word(words, country * 6 + choice % 6);
        let mut contact = Contact::person(number.to_string());
        let (given, family) = (of_country(GIVEN, person), of_country(FAMILY, person / 6));
        contact.names.push(Field::of(PersonName::new(given, family)));
        let mut address = PostalAddress::default();
        address.locality = Some(of_country(TOWNS, person / 36));
        address.country = Some(countries[country as usize].to_owned()).filter(|country| !country.is_empty());
        contact.addresses.push(Field::of(address));
        contact
    };
    (0..4_000).map(contact).collect::<Vec<_>>().iter().collect()
}

#[test]
fn people_of_one_family_name_share_given_names_and_towns_more_often() {
    let records = namesakes([""; 4]);
    let resolution = resolve(&records, Judgments::default());
    let more_often = |comparison: Comparison, name: &str| {
        let u = level(&resolution.model, comparison, name).u;
        u[Rival::Namesakes as usize] / u[Rival::Strangers as usize]
    };
    // within a country names and towns are four times as frequent as among all
    let [given, town] = [(Comparison::GivenName, "equal"), (Comparison::Address, "same place")]
        .map(|(comparison, name)| more_often(comparison, name));
    assert!((2.0..4.5).contains(&given), "{given}");
    assert!((2.0..4.5).contains(&town), "{town}");
    let phone = more_often(Comparison::Phone, "equal");
    assert!((0.99..1.01).contains(&phone), "nobody has one: {phone}");
    assert!(resolution.model.matches_per_record < 0.1, "{}", resolution.model.matches_per_record);
}

#[test]
fn names_of_one_country_are_rare_together_as_in_that_country() {
    let records = namesakes(["FI", "IT", "PL", "JP"]);
    let model = Model::for_records(&records);
    assert_eq!(model.origins.records, ["FI", "IT", "JP", "PL"].map(|country| (country.to_owned(), 1_000)).into());
    let mut unknown = model.clone();
    unknown.origins = Origins::default();
    let weight = |model: &Model, left, right| Matcher::new().explain(&records, model, left, right).weight.bits();
    let less = |left, right| weight(&unknown, left, right) - weight(&model, left, right);
    // of one full name are the people whose numbers are 4 * 36 apart; each country has a quarter of all
    for (left, right, bits) in [(0, 144, 2.0), (3, 147, 2.0), (0, 1, 0.0), (0, 4, 0.0), (0, 24, 0.0)] {
        assert!((less(left, right) - bits).abs() < 0.02, "{left} {right}: {}", less(left, right));
    }
}

#[test]
fn decisions_say_how_reliable_a_value_is_in_any_order() {
    // pairs of one person whose phones differ
    let records = SAMPLE.records();
    let model = Model::for_records(&records);
    let mut by_entity: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    for (row, &entity) in (0..).zip(&SAMPLE.truth) {
        by_entity.entry(entity).or_default().push(row);
    }
    let pairs: Vec<(u32, u32)> =
        by_entity.values().flat_map(|rows| rows.windows(2).map(|pair| (pair[0], pair[1]))).collect();
    let explanations = Matcher::new().explain_all(&records, &model, &pairs);
    let differ = pairs.iter().zip(&explanations).filter(|(_, explanation)| {
        explanation.parts.iter().any(|part| part.comparison == Comparison::Phone && part.level == "different")
    });
    let differ: Vec<(u32, u32)> = differ.map(|(pair, _)| *pair).collect();
    assert!(differ.len() >= 20, "{}", differ.len());

    let decided = |pairs: &mut dyn Iterator<Item = &(u32, u32)>| {
        let mut judgments = Judgments::default();
        for &(left, right) in pairs {
            let key = |row: u32| (records.source(row), records.id(row));
            judgments.same(key(left), key(right));
        }
        resolve(&records, judgments)
    };
    let m = |resolution: &Resolution| level(&resolution.model, Comparison::Phone, "different").m;
    let none = resolve(&records, Judgments::default());
    let (some, turned) = (decided(&mut differ.iter()), decided(&mut differ.iter().rev()));
    assert_eq!(some.training.as_ref().unwrap().decided_pairs, differ.len() as u64);
    assert!(m(&some) > m(&none) + 0.003, "{} {}", m(&none), m(&some));
    assert_eq!((&some.model, &some.training, &some.links), (&turned.model, &turned.training, &turned.links));
    // who is not there is nothing to learn from
    let mut gone = Judgments::default();
    gone.same("nobody", "no one");
    assert_eq!(resolve(&records, gone).model, none.model);
}

#[cfg(feature = "serde")]
mod json {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_model_is_readable_text() {
        let model = Model::for_records(&Records::new());
        let text = serde_json::to_string_pretty(&model.comparisons[&Comparison::Gender]).unwrap();
        let compact: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(
            compact.join(" "),
            r#"[ { "name": "equal", "m": 0.98, "u": [ 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 ] }, { "name": "different", "m": 0.02, "u": [ 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 ] } ]"#
        );
        let value = serde_json::to_value(&model).unwrap();
        assert_eq!(
            value["rivals_per_record"],
            json!({"relatives": 0.2, "colleagues": 1.0, "neighbors": 1e-6, "branches": 1e-6, "namesakes": 0.001_666_67})
        );
        assert_eq!((&value["version"], &value["matches_per_record"]), (&json!(1), &json!(0.3)));
    }

    #[test]
    fn a_model_that_is_damaged_or_of_another_version_is_refused() {
        let model = serde_json::to_value(Model::for_records(&SAMPLE.records())).unwrap();
        assert!(serde_json::from_value::<Model>(model.clone()).is_ok());
        let wrong = |path: &str, value: Value| {
            let mut model = model.clone();
            *model.pointer_mut(path).unwrap() = value;
            serde_json::from_value::<Model>(model).unwrap_err().to_string()
        };
        for (path, value, message) in [
            ("/version", json!(2), "setting `version` is 2: it must be 1"),
            ("/version", json!(0), "setting `version` is 0: it must be 1"),
            ("/matches_per_record", json!(0), "setting `matches_per_record` is 0: it must be a number above 0"),
            (
                "/rivals_per_record/relatives",
                json!(-1),
                "setting `rivals_per_record.relatives` is -1: it must be a number above 0",
            ),
            (
                "/possible_match_probability",
                json!(0.9),
                "settings `possible_match_probability` and `match_probability` contradict each other: \
                 a match must be surer than a possible match",
            ),
            ("/comparisons/phone/0/m", json!(1.5), "setting `comparisons.phone[0]` is 1.5: it must be from 0 to 1"),
            (
                "/comparisons/gender/1/name",
                json!("other"),
                "setting `comparisons.gender[1].name` is \"other\": it must be different",
            ),
            ("/frequencies/phone/shared", json!(2), "setting `frequencies.Phone.shared` is 2: it must be from 0 to 1"),
            ("/block_limits/sound", json!(1), "setting `block_limits.Sound` is 1: it must be from 2 to 10000"),
        ] {
            assert_eq!(wrong(path, value), message, "{path}");
        }
        let text = serde_json::to_string(&model).unwrap();
        assert!(serde_json::from_str::<Model>(text.split_at(text.len() / 2).0).is_err());
    }
}
