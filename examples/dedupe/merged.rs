//! One line for each cluster: the best values of its records.

use std::path::Path;

use contactkit::contact::{Contact, Custom, Field, Gender};
use contactkit::matching::{Records, Resolution};
use contactkit::merge::{Survivorship, merge};

use crate::names::ClusterNames;
use crate::origins::{self, Member};
use crate::support::accounts::rows;
use crate::support::columns::CANONICAL;
use crate::support::failure::Failure;
use crate::support::files;
use crate::support::log::{Entry, Text};
use crate::support::reader::{Again, DataSet, RawRow, on_all_cores};

/// The clusters that are read before they are merged, all cores at once.
const CHUNK_CLUSTERS: usize = 2048;

/// What stands between the values of one cell.
const BETWEEN: &str = "; ";

/// A line of the merged file, and what the log says of it.
type Line = (Vec<String>, Option<Entry>);

/// Writes the clusters in the order of their first records, each merged into one line; gives the entries of the log, if one
/// is kept.
pub fn write(
    path: &Path,
    data: &DataSet,
    records: &Records,
    resolution: &Resolution,
    names: &ClusterNames<'_>,
    keep_log: bool,
    mut progress: impl FnMut(u64),
) -> Result<Vec<Entry>, Failure> {
    let mut again = data.again()?;
    let survivorship = Survivorship::default();
    let header: Vec<&str> = CANONICAL.into_iter().chain(["cluster_id", "merged_ids"]).collect();
    let is_first = |row: &u32| resolution.clusters.members(resolution.clusters.of(*row)).iter().min() == Some(row);
    let firsts: Vec<u32> = rows(records).filter(is_first).collect();
    let mut unreadable = None;
    let mut log = Vec::new();
    if keep_log {
        log = files(data)?;
        log.push(Entry::Columns(header.iter().map(|column| (*column).to_owned()).collect()));
    }
    files::table(path, &header, |writer| {
        for chunk in firsts.chunks(CHUNK_CLUSTERS) {
            let clusters = match chunk.iter().map(|row| read(&mut again, resolution, *row)).collect() {
                Ok::<Vec<_>, _>(clusters) => clusters,
                Err(failure) => {
                    unreadable = Some(failure);
                    return Ok(());
                }
            };
            let line = |(cluster, rows): &(u32, Vec<RawRow<'_>>)| -> Line {
                let members = resolution.clusters.members(*cluster);
                let mut contacts: Vec<Contact> = rows.iter().map(RawRow::contact).collect();
                let (mut values, entry) = match contacts.pop_if(|_| rows.len() == 1 && !keep_log) {
                    Some(only) => (values(only), None),
                    None => {
                        let mut merged = merge(&contacts, &survivorship);
                        let values = values(std::mem::take(&mut merged.contact));
                        let member =
                            |((number, row), contact): ((&u32, _), _)| Member { number: *number, row, contact };
                        let members: Vec<_> = members.iter().zip(rows).zip(&contacts).map(member).collect();
                        let origins = keep_log.then(|| origins::of(&members, &merged, &values));
                        (values, origins)
                    }
                };
                let name = names.of(*cluster).into_owned();
                let mut ids: Vec<&str> = members.iter().map(|row| records.id(*row)).collect();
                ids.sort_unstable();
                values.extend([name, ids.join("|")]);
                let entry = entry.map(|origins| Entry::Merged { line: csv_line(&values), origins });
                (values, entry)
            };
            for (values, entry) in on_all_cores(&clusters, line) {
                writer.write_record(&values)?;
                log.extend(entry);
            }
            progress(chunk.last().copied().unwrap_or_default().into());
        }
        Ok(())
    })?;
    unreadable.map_or(Ok(log), Err)
}

/// Values as they stand in a CSV file.
fn csv_line(values: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // A vector takes everything, and what was text stays text.
    let bytes = writer.write_record(values).ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The entries of the files and their rows.
fn files(data: &DataSet) -> Result<Vec<Entry>, Failure> {
    let mut log = Vec::new();
    data.pieces(|source, before, rows| {
        let (name, delimiter) = (source.name.clone(), char::from(source.delimiter));
        log.push(Entry::File { name, delimiter, before: Text::of(before) });
        log.extend(rows.iter().map(|row| Entry::Row(Text::of(row))));
    })?;
    Ok(log)
}

/// Reads the rows of the cluster of a row.
fn read<'d>(again: &mut Again<'d>, resolution: &Resolution, row: u32) -> Result<(u32, Vec<RawRow<'d>>), Failure> {
    let cluster = resolution.clusters.of(row);
    let mut members = Vec::new();
    for row in resolution.clusters.members(cluster) {
        members.extend(again.raw(*row)?);
    }
    Ok((cluster, members))
}

/// The values of a contact in the order of [`CANONICAL`].
fn values(contact: Contact) -> Vec<String> {
    let name = contact.names.first().and_then(Field::value).cloned().unwrap_or_default();
    let full_name = text(&contact.names, 0);
    let organization = match contact.organization_names.first() {
        Some(field) => field.text.clone(),
        None => contact.employments.iter().filter_map(Field::value).find_map(organization).unwrap_or_default(),
    };
    let title = contact.employments.iter().filter_map(Field::value).find_map(|employment| employment.title.clone());
    let address = match contact.addresses.first() {
        Some(Field { outcome: Ok(address), .. }) => address.clone(),
        // An address that could not be read stands where it is seen.
        other => {
            let mut address = contactkit::contact::PostalAddress::default();
            address.street = other.map(|field| field.text.clone());
            address
        }
    };
    let [email, email2] = in_two(&contact.emails);
    let [phone, phone2] = in_two(&contact.phones);
    let gender = gender(&contact);
    [
        Some(contact.id),
        name.given,
        name.middle,
        name.family,
        Some(full_name),
        name.nickname,
        name.prefix,
        name.suffix,
        Some(organization),
        title,
        Some(email),
        Some(email2),
        Some(phone),
        Some(phone2),
        address.street,
        address.locality,
        address.region,
        address.postal_code,
        address.country,
        Some(text(&contact.birth_dates, 0)),
        Some(gender),
        Some(text(&contact.urls, 0)),
        Some(contact.notes.join("\n")),
        contact.source,
    ]
    .map(Option::unwrap_or_default)
    .into()
}

fn organization(employment: &contactkit::contact::Employment) -> Option<String> {
    employment.organization.as_ref().map(ToString::to_string)
}

/// Values in two columns: the first one, and all others side by side, as they are read again.
fn in_two<T>(fields: &[Field<T>]) -> [String; 2] {
    let others: Vec<&str> = fields.iter().skip(1).map(|field| field.text.as_str()).collect();
    [text(fields, 0), others.join(BETWEEN)]
}

/// The text of one of several values, as it was given.
fn text<T>(fields: &[Field<T>], number: usize) -> String {
    fields.get(number).map(|field| field.text.clone()).unwrap_or_default()
}

fn gender(contact: &Contact) -> String {
    match contact.gender {
        Some(Gender::Female) => "female".to_owned(),
        Some(Gender::Male) => "male".to_owned(),
        Some(_) => "other".to_owned(),
        None => match contact.custom.get("gender").and_then(|fields| fields.first()).and_then(Field::value) {
            Some(Custom::Text(text)) => text.clone(),
            _ => String::new(),
        },
    }
}
