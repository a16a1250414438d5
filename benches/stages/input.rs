//! The input of the benchmarks: synthetic records as rows, contacts, and lists of single values.

use contactkit::contact::Contact;
use contactkit::matching::Records;
use csv::ByteRecord;

use crate::generate;
use crate::support::columns::{Headers, Plan};
use crate::support::row;

/// Records as the rows of a file, and the truth about them.
pub struct Rows {
    pub plan: Plan,
    pub rows: Vec<ByteRecord>,
    pub truth: Vec<u32>,
}

impl Rows {
    pub fn generate(count: u32) -> Self {
        let book = generate::book(count, 1).unwrap();
        let mut text = Vec::new();
        book.write_records(&mut text).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let plan = Headers::new().plan(reader.headers().unwrap());
        let rows: Vec<ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
        let truth: Vec<u32> = book.truth().collect();
        assert_eq!((rows.len(), truth.len()), (count as usize, count as usize));
        Self { plan, rows, truth }
    }

    /// Reads one row.
    pub fn contact(&self, row: &ByteRecord) -> Contact {
        row::read(row, &self.plan, None).contact
    }

    /// The text of one column of a row.
    #[allow(clippy::unused_self, reason = "a row is one of these")]
    pub fn text(&self, row: &ByteRecord, number: usize) -> Option<String> {
        row.get(number).map(|bytes| row::decode(bytes).0.into_owned())
    }

    /// The values of a column, without the empty ones.
    pub fn column(&self, number: usize) -> Vec<String> {
        let texts = self.rows.iter().filter_map(|row| row.get(number)).filter(|bytes| !bytes.is_empty());
        let texts: Vec<String> = texts.map(|bytes| row::decode(bytes).0.into_owned()).collect();
        assert!(texts.len() > self.rows.len() / 20, "column {number} is nearly empty");
        texts
    }
}

/// The numbers of the columns that the generator writes.
pub mod column {
    pub const GIVEN_NAME: usize = 1;
    pub const FAMILY_NAME: usize = 3;
    pub const FULL_NAME: usize = 4;
    pub const ORGANIZATION: usize = 8;
    pub const EMAIL: usize = 10;
    pub const PHONE: usize = 12;
    pub const STREET: usize = 14;
    pub const LOCALITY: usize = 15;
    pub const REGION: usize = 16;
    pub const POSTAL_CODE: usize = 17;
    pub const COUNTRY: usize = 18;
    pub const BIRTH_DATE: usize = 19;
}

pub fn contacts(count: u32) -> Vec<Contact> {
    let rows = Rows::generate(count);
    rows.rows.iter().map(|row| rows.contact(row)).collect()
}

pub fn records(contacts: &[Contact]) -> Records {
    let mut records = Records::new();
    for contact in contacts {
        records.push(contact);
    }
    records
}
