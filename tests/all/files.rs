//! Labelled records from files: the sample of the repository, and rows of tables.

use super::support::columns::Headers;
use super::support::reader::DataSet;
use super::support::row;
use contactkit::contact::{Contact, CountryCode};
use contactkit::matching::Records;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Contacts, and the number of the entity that each belongs to.
pub struct Labelled {
    pub contacts: Vec<Contact>,
    pub truth: Vec<u32>,
}

/// The sample that ships in the repository.
pub static SAMPLE: LazyLock<Labelled> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sample");
    Labelled::read(folder.join("contacts.csv"), &folder.join("truth.csv"), CountryCode::of("US"))
});

impl Labelled {
    /// Reads `id,given_name,…` and `id,entity_id`.
    pub fn read(records: PathBuf, truth: &Path, region: Option<CountryCode>) -> Self {
        let mut set = DataSet::open(&[records], region).unwrap();
        let mut contacts = Vec::new();
        set.read(|_| (), |contact, (), _| contacts.push(contact)).unwrap();
        let mut entities: HashMap<String, u32> = HashMap::new();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for row in csv::Reader::from_path(truth).unwrap().deserialize::<(String, String)>() {
            let (id, entity) = row.unwrap();
            let next = u32::try_from(entities.len()).unwrap();
            numbers.insert(id, *entities.entry(entity).or_insert(next));
        }
        let truth = contacts.iter().map(|contact| numbers[&contact.id]).collect();
        Self { contacts, truth }
    }

    pub fn records(&self) -> Records {
        super::people::records_of(&self.contacts)
    }
}

/// The contact of a row of a table whose keys are the columns of contact files.
#[cfg_attr(not(feature = "phone"), allow(dead_code, reason = "the cases of pairs have phone numbers"))]
pub fn contact_of(id: &str, columns: &BTreeMap<String, String>, region: Option<CountryCode>) -> Contact {
    let plan = Headers::new().plan(columns.keys().map(String::as_str));
    assert!(plan.ignored.is_empty() && plan.warnings.is_empty(), "{id}: {plan:?}");
    let record: csv::ByteRecord = columns.values().map(String::as_bytes).collect();
    let mut contact = row::read(&record, &plan, region).contact;
    contact.id = id.to_owned();
    contact
}
