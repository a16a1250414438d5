//! Which cells of the input each value of a merged line is from, so that later edits of it can go back.

use contactkit::contact::Contact;
use contactkit::merge::{Merged, Provenance};
use contactkit::validate::FieldKind;

use crate::support::columns::{AddressPart, CANONICAL, Single, Slot};
use crate::support::log::Origin;
use crate::support::reader::RawRow;

/// A row of a cluster: its number in the data set, its texts, and the contact that it was read as.
pub struct Member<'r, 'd> {
    pub number: u32,
    pub row: &'r RawRow<'d>,
    pub contact: &'r Contact,
}

/// The cells that say the values of a merged line.
///
/// A value that is in no cell as it stands, such as a street of two cells, has no origin: an edit of it is not certain.
pub fn of(members: &[Member<'_, '_>], merged: &Merged, values: &[String]) -> Vec<Origin> {
    let parts = member_of_each_part(members, merged);
    let mut all = Vec::new();
    for (number, (column, value)) in (0..).zip(CANONICAL.iter().zip(values)) {
        let (field, place) = field_of(column);
        // One record alone has every column to itself, the empty ones, too.
        let mut cells = match members {
            [only] if value.trim().is_empty() => empty_cell(column, only),
            _ if value.trim().is_empty() => Vec::new(),
            // several values in one
            _ if column.ends_with('2') && field.is_some_and(|field| kept(merged, field).count() > 2) => Vec::new(),
            _ => match field.and_then(|field| kept(merged, field).nth(place)) {
                Some(provenance) => cells_of(column, value, provenance, &parts, members),
                None => members.iter().flat_map(|member| equal_cells(column, value, member)).collect(),
            },
        };
        cells.sort_unstable();
        cells.dedup();
        all.extend(cells.into_iter().filter_map(|(row, cell)| Some((number, row, u16::try_from(cell).ok()?))));
    }
    all
}

/// A cell: the number of the row over all files, and of the column.
type Cell = (u32, usize);

/// The member that each part of the merged record is; parts have another order.
fn member_of_each_part(members: &[Member<'_, '_>], merged: &Merged) -> Vec<Option<usize>> {
    let mut free: Vec<Option<&Contact>> = members.iter().map(|member| Some(member.contact)).collect();
    let take = |part: &Contact| {
        let place = free.iter().position(|contact| *contact == Some(part))?;
        *free.get_mut(place)? = None;
        Some(place)
    };
    merged.parts.iter().map(take).collect()
}

/// The field whose ranking decided what stands in a column, and the place in the ranking.
fn field_of(column: &str) -> (Option<FieldKind>, usize) {
    match column {
        "given_name" | "middle_name" | "family_name" | "full_name" | "nickname" | "prefix" | "suffix" => {
            (Some(FieldKind::Names), 0)
        }
        "street" | "locality" | "region" | "postal_code" | "country" => (Some(FieldKind::Addresses), 0),
        "email" => (Some(FieldKind::Emails), 0),
        "email2" => (Some(FieldKind::Emails), 1),
        "phone" => (Some(FieldKind::Phones), 0),
        "phone2" => (Some(FieldKind::Phones), 1),
        "birth_date" => (Some(FieldKind::BirthDates), 0),
        "url" => (Some(FieldKind::Urls), 0),
        "gender" => (Some(FieldKind::Gender), 0),
        _ => (None, 0),
    }
}

fn kept(merged: &Merged, field: FieldKind) -> impl Iterator<Item = &Provenance> {
    merged.provenance.iter().filter(move |value| value.path.field == field && value.is_kept())
}

/// The cells of the records that have a value.
fn cells_of(
    column: &str,
    value: &str,
    provenance: &Provenance,
    parts: &[Option<usize>],
    members: &[Member<'_, '_>],
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for origin in &provenance.origins {
        let member = parts.get(origin.part).copied().flatten().and_then(|place| members.get(place));
        let Some(member) = member else { continue };
        let full: Vec<_> = member.row.cells(column).filter(|(_, _, text)| !text.trim().is_empty()).collect();
        let said = full.iter().filter(|(_, _, text)| *text == origin.text || same(text, value));
        let said: Vec<usize> = said.map(|(at, _, _)| *at).collect();
        match (said.as_slice(), full.as_slice()) {
            // Another spelling of the part of a value, such as "Germany" for "DE".
            ([], [(at, slot, _)]) if is_part(*slot) && values_of(column, member.contact) == 1 => {
                cells.push((member.number, *at));
            }
            (said, _) => cells.extend(said.iter().map(|at| (member.number, *at))),
        }
    }
    cells
}

/// The cells of a row that say just what was written.
fn equal_cells(column: &str, value: &str, member: &Member<'_, '_>) -> Vec<Cell> {
    let said = member.row.cells(column).filter(|(_, _, text)| same(text, value));
    said.map(|(at, _, _)| (member.number, at)).collect()
}

/// The cell in which a value could stand that is not there.
fn empty_cell(column: &str, member: &Member<'_, '_>) -> Vec<Cell> {
    let empty = member.row.cells(column).filter(|(_, _, text)| text.trim().is_empty()).map(|(at, _, _)| at);
    let place = if column.ends_with('2') { empty.last() } else { { empty }.next() };
    place.into_iter().map(|at| (member.number, at)).collect()
}

/// Whether a column holds a part of a value, or a text in the owner's own words.
fn is_part(slot: Slot) -> bool {
    match slot {
        Slot::Single(single) => !matches!(single, Single::FullName | Single::Id | Single::Source),
        Slot::Address(_, part) => part != AddressPart::Whole,
        _ => false,
    }
}

/// How many values a record has of the kind that a column is of.
fn values_of(column: &str, contact: &Contact) -> usize {
    match field_of(column).0 {
        Some(FieldKind::Names) => contact.names.len(),
        Some(FieldKind::Addresses) => contact.addresses.len(),
        _ => 1,
    }
}

/// Whether two texts are the same but for case and white space around them.
fn same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}
