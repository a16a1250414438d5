//! One line for each cluster: the best values of its records.

use std::path::Path;

use contactkit::contact::{Contact, Custom, Field, Gender};
use contactkit::matching::{Records, Resolution};
use contactkit::merge::{Survivorship, merge};

use crate::names::ClusterNames;
use crate::outputs;
use crate::support::accounts::rows;
use crate::support::columns::CANONICAL;
use crate::support::failure::Failure;
use crate::support::reader::{Again, DataSet, RawRow, on_all_cores};

/// The clusters that are read before they are merged, all cores at once.
const CHUNK_CLUSTERS: usize = 2048;

/// Writes the clusters in the order of their first records, each merged into one line.
pub fn write(
    path: &Path,
    data: &DataSet,
    records: &Records,
    resolution: &Resolution,
    names: &ClusterNames<'_>,
    mut progress: impl FnMut(u64),
) -> Result<(), Failure> {
    let mut again = data.again()?;
    let survivorship = Survivorship::default();
    let header: Vec<&str> = CANONICAL.into_iter().chain(["cluster_id", "merged_ids"]).collect();
    let is_first = |row: &u32| resolution.clusters.members(resolution.clusters.of(*row)).iter().min() == Some(row);
    let firsts: Vec<u32> = rows(records).filter(is_first).collect();
    let mut unreadable = None;
    outputs::table(path, &header, |writer| {
        for chunk in firsts.chunks(CHUNK_CLUSTERS) {
            let clusters = match chunk.iter().map(|row| read(&mut again, resolution, *row)).collect() {
                Ok::<Vec<_>, _>(clusters) => clusters,
                Err(failure) => {
                    unreadable = Some(failure);
                    return Ok(());
                }
            };
            let line = |(cluster, members): &(u32, Vec<RawRow<'_>>)| {
                let contacts: Vec<Contact> = members.iter().map(RawRow::contact).collect();
                let contact = match <[Contact; 1]>::try_from(contacts) {
                    Ok([only]) => only,
                    Err(several) => merge(&several, &survivorship).contact,
                };
                let mut ids: Vec<&str> =
                    resolution.clusters.members(*cluster).iter().map(|row| records.id(*row)).collect();
                ids.sort_unstable();
                let mut values = values(contact);
                values.push(names.of(*cluster).into_owned());
                values.push(ids.join("|"));
                values
            };
            for values in on_all_cores(&clusters, line) {
                writer.write_record(&values)?;
            }
            progress(chunk.last().copied().unwrap_or_default().into());
        }
        Ok(())
    })?;
    unreadable.map_or(Ok(()), Err)
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
    let emails = [text(&contact.emails, 0), text(&contact.emails, 1)];
    let phones = [text(&contact.phones, 0), text(&contact.phones, 1)];
    let [email, email2] = emails;
    let [phone, phone2] = phones;
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
