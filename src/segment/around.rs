//! [`Book`]: contacts with what is around them, and [`Around`]: one of them.

use super::calendar::Today;
use super::condition::Relation;
use crate::contact::{Contact, ContactKind, Organization};
use crate::history::{Event, Events};
use crate::normalize::OrganizationKey;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Contacts that are filtered together, with what is known around them: their events, who works for whom.
///
/// What is not given is unknown to a filter, and never taken as none.
///
/// ```
/// use contactkit::contact::{Contact, Employment, Field, PartialDate, Schema};
/// use contactkit::segment::{Book, Condition, Filter};
///
/// let mut ada = Contact::person("ada");
/// ada.employments.push(Field::of(Employment::new("Nordwind GmbH", "Chief engineer")));
/// let mut firm = Contact::organization("firm");
/// firm.organization_names.push(Field::parse("NORDWIND"));
/// let contacts = [ada, firm];
///
/// let condition: Condition = r#"any person (job_title contains "chief")"#.parse().unwrap();
/// let today = PartialDate::full(2026, 5, 17).unwrap();
/// let filter = Filter::new(&condition, &Schema::default(), today).unwrap();
/// let book = Book::new(&contacts).with_employers();
/// assert_eq!(filter.rows(&book), [1]);
/// ```
#[derive(Debug, Clone)]
pub struct Book<'a> {
    contacts: &'a [Contact],
    events: Option<Vec<&'a [Event]>>,
    links: Option<Links>,
}

/// Who works for whom, by the numbers of their rows.
#[derive(Debug, Clone)]
struct Links {
    organizations: Rows,
    people: Rows,
}

/// For each row the rows that belong to it, in their order.
#[derive(Debug, Clone, Default)]
struct Rows {
    starts: Vec<usize>,
    rows: Vec<usize>,
}

impl Rows {
    /// Of pairs in any order.
    fn of(mut pairs: Vec<(usize, usize)>, count: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let starts = (0..=count).map(|row| pairs.partition_point(|(from, _)| *from < row)).collect();
        Self { starts, rows: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    fn get(&self, row: usize) -> &[usize] {
        let range = self.starts.get(row).zip(self.starts.get(row + 1));
        range.and_then(|(&start, &end)| self.rows.get(Range { start, end })).unwrap_or_default()
    }
}

impl<'a> Book<'a> {
    /// Contacts of which nothing else is known.
    pub fn new(contacts: &'a [Contact]) -> Self {
        Self { contacts, events: None, links: None }
    }

    /// The same with their events, by the ids of the contacts. One search for each contact.
    #[must_use]
    pub fn with_events(mut self, events: &'a Events) -> Self {
        self.events = Some(self.contacts.iter().map(|contact| events.of(&contact.id)).collect());
        self
    }

    /// The same with the organizations among the contacts linked to the people whose employment there has no end, by
    /// the name of the employer in its [form for comparison](OrganizationKey). Two organizations of one name are both the
    /// employer.
    #[must_use]
    pub fn with_employers(self) -> Self {
        let key = |organization: &Organization| OrganizationKey::of(organization).map(|key| key.text);
        let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (row, contact) in self.contacts.iter().enumerate() {
            if contact.kind == ContactKind::Organization {
                let names = contact.organization_names.iter().filter_map(|field| field.value());
                names.filter_map(key).for_each(|name| by_name.entry(name).or_default().push(row));
            }
        }
        let mut pairs = Vec::new();
        for (row, contact) in self.contacts.iter().enumerate() {
            let jobs = contact.employments.iter().filter_map(|field| field.value());
            let jobs = jobs.filter(|job| contact.kind == ContactKind::Person && job.until.is_none());
            let employers = jobs.filter_map(|job| by_name.get(&key(job.organization.as_ref()?)?));
            pairs.extend(employers.flatten().map(|employer| (row, *employer)));
        }
        self.linked(pairs)
    }

    /// The same with pairs of a person's and an organization's id, as the caller knows them. Ids that no contact has are
    /// left out.
    #[must_use]
    pub fn with_links<'i>(self, pairs: impl IntoIterator<Item = (&'i str, &'i str)>) -> Self {
        let rows: FxHashMap<&str, usize> =
            self.contacts.iter().enumerate().map(|(row, contact)| (contact.id.as_str(), row)).collect();
        let row = |id: &str| rows.get(id).copied();
        let pairs = pairs.into_iter().filter_map(|(person, organization)| row(person).zip(row(organization)));
        let pairs = pairs.collect();
        self.linked(pairs)
    }

    fn linked(mut self, pairs: Vec<(usize, usize)>) -> Self {
        let turned = pairs.iter().map(|(person, organization)| (*organization, *person)).collect();
        let count = self.contacts.len();
        self.links = Some(Links { organizations: Rows::of(pairs, count), people: Rows::of(turned, count) });
        self
    }

    /// The contacts.
    pub fn contacts(&self) -> &'a [Contact] {
        self.contacts
    }
}

/// A contact with what is around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'b> {
    pub contact: &'b Contact,
    pub today: Today,
    place: Option<(&'b Book<'b>, usize)>,
}

impl<'b> Around<'b> {
    /// A contact of which nothing else is known.
    pub(super) fn alone(contact: &'b Contact, today: Today) -> Self {
        Self { contact, today, place: None }
    }

    /// The contact in a row of a book, if it has one.
    pub(super) fn of(book: &'b Book<'b>, row: usize, today: Today) -> Option<Self> {
        Some(Self { contact: book.contacts.get(row)?, today, place: Some((book, row)) })
    }

    pub(super) fn events(&self) -> Option<&'b [Event]> {
        let (book, row) = self.place?;
        Some(book.events.as_ref()?.get(row).copied().unwrap_or_default())
    }

    /// The records around the contact, if the caller gave them.
    pub(super) fn related(&self, relation: Relation) -> Option<impl Iterator<Item = Around<'b>>> {
        let (book, row) = self.place?;
        let links = book.links.as_ref()?;
        let rows = match relation {
            Relation::Person => links.people.get(row),
            Relation::Organization => links.organizations.get(row),
        };
        let today = self.today;
        Some(rows.iter().filter_map(move |row| Self::of(book, *row, today)))
    }
}
