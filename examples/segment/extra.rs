//! [`Extra`]: the columns of a file that are no field of every contact: tags, and the owner's own fields.

use std::borrow::Cow;

use contactkit::contact::{Contact, Custom, CustomField, CustomType, Field, Schema};
use csv::ByteRecord;

use crate::support::columns::Plan;
use crate::support::row::decode;

/// Headers of a column of tags.
const TAGS: [&str; 4] = ["tag", "tags", "label", "labels"];

/// The columns of a file that are no field of every contact.
#[derive(Debug, Default)]
pub struct Extra {
    /// Columns of tags with `;`, `|` or `,` between them.
    tags: Vec<usize>,
    /// Columns of the owner's own fields, with their names: the headers in lowercase, words joined by `_`.
    custom: Vec<(usize, String)>,
}

impl Extra {
    /// The columns that a plan does not know.
    pub fn of(plan: &Plan) -> Self {
        let mut extra = Self::default();
        for (column, header) in plan.header.iter().enumerate() {
            let name = header.trim().to_lowercase();
            if name.is_empty() || !plan.ignored.iter().any(|ignored| ignored == header.trim()) {
                continue;
            }
            if TAGS.contains(&name.as_str()) {
                extra.tags.push(column);
            } else {
                extra.custom.push((column, name.split_whitespace().collect::<Vec<_>>().join("_")));
            }
        }
        extra
    }

    /// The types of the own fields that a schema does not define: the narrowest that all values of the rows have.
    pub fn schema(&self, rows: &[ByteRecord], mut schema: Schema) -> Schema {
        let narrow = [CustomType::Integer, CustomType::Decimal, CustomType::Money, CustomType::Date, CustomType::Bool];
        for (column, name) in &self.custom {
            let texts = || rows.iter().filter_map(|row| cell(row, *column));
            let fits = |kind: &&CustomType| texts().next().is_some() && texts().all(|text| kind.read(&text).is_ok());
            let kind = || narrow.iter().find(fits).cloned().unwrap_or(CustomType::Text);
            schema.custom.entry(name.clone()).or_insert_with(|| CustomField::new(kind()));
        }
        schema
    }

    /// Adds the values of a row to its contact.
    pub fn add(&self, row: &ByteRecord, schema: &Schema, contact: &mut Contact) {
        for text in self.tags.iter().filter_map(|column| cell(row, *column)) {
            let tags = text.split([';', '|', ',']).map(str::trim).filter(|tag| !tag.is_empty());
            contact.tags.extend(tags.map(str::to_owned));
        }
        for (column, name) in &self.custom {
            if let (Some(text), Some(field)) = (cell(row, *column), schema.custom.get(name)) {
                let value: Field<Custom> = Field::read(text, |text| field.kind.read(text));
                contact.custom.entry(name.clone()).or_default().push(value);
            }
        }
    }
}

/// The text in a column, if it is not blank.
fn cell(row: &ByteRecord, column: usize) -> Option<Cow<'_, str>> {
    row.get(column).map(|bytes| decode(bytes).0).filter(|text| !text.trim().is_empty())
}
