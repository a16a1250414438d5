//! [`Known`]: the fields that every contact can have, by name.

use super::calendar::{Days, Today};
use super::check::{FieldType, Seen};
use crate::contact::{Contact, Employment, Field, PartialDate, PersonName, PostalAddress, trimmed};
use crate::history::{self, Event};
use std::ops::ControlFlow;

/// Whether the values that are still to come are wanted.
pub(super) type Flow = ControlFlow<()>;

/// What looks at the values of a contact, one after the other, until it has seen enough.
pub(super) trait Visitor {
    fn see(&mut self, seen: Seen<'_>) -> Flow;
}

/// Shows each value of a contact on a day to a visitor, until it has seen enough.
pub(super) type Reader<V> = fn(&Contact, Today, &mut V) -> Flow;

/// A field that every contact can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Age,
    BirthDate,
    Birthday,
    Country,
    Email,
    EmailDomain,
    FamilyName,
    FollowUp,
    Gender,
    GivenName,
    Id,
    JobTitle,
    Kind,
    LastSeen,
    Locality,
    MiddleName,
    Name,
    Nickname,
    Note,
    Organization,
    Phone,
    PostalCode,
    Prefix,
    Region,
    Source,
    Stage,
    StageSince,
    Street,
    Suffix,
    Tag,
    Url,
}

/// All fields by name, with the types of their values.
pub(super) const FIELDS: [(&str, Known, FieldType); 31] = [
    ("age", Known::Age, FieldType::Number),
    ("birth_date", Known::BirthDate, FieldType::Date),
    ("birthday", Known::Birthday, FieldType::Date),
    ("country", Known::Country, FieldType::Country),
    ("email", Known::Email, FieldType::Email),
    ("email_domain", Known::EmailDomain, FieldType::Domain),
    ("family_name", Known::FamilyName, FieldType::Text),
    ("follow_up", Known::FollowUp, FieldType::Date),
    ("gender", Known::Gender, FieldType::Choice),
    ("given_name", Known::GivenName, FieldType::Text),
    ("id", Known::Id, FieldType::Id),
    ("job_title", Known::JobTitle, FieldType::Text),
    ("kind", Known::Kind, FieldType::Choice),
    ("last_seen", Known::LastSeen, FieldType::Date),
    ("locality", Known::Locality, FieldType::Text),
    ("middle_name", Known::MiddleName, FieldType::Text),
    ("name", Known::Name, FieldType::Text),
    ("nickname", Known::Nickname, FieldType::Text),
    ("note", Known::Note, FieldType::Text),
    ("organization", Known::Organization, FieldType::Text),
    ("phone", Known::Phone, FieldType::Phone),
    ("postal_code", Known::PostalCode, FieldType::PostalCode),
    ("prefix", Known::Prefix, FieldType::Text),
    ("region", Known::Region, FieldType::Text),
    ("source", Known::Source, FieldType::Text),
    ("stage", Known::Stage, FieldType::Choice),
    ("stage_since", Known::StageSince, FieldType::Date),
    ("street", Known::Street, FieldType::Text),
    ("suffix", Known::Suffix, FieldType::Text),
    ("tag", Known::Tag, FieldType::Text),
    ("url", Known::Url, FieldType::Url),
];

impl Known {
    /// The choices of a field that has some.
    pub(super) fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["person", "organization"],
            Self::Gender => &["female", "male", "other"],
            _ => &[],
        }
    }

    /// Whether a contact has at most one value of it.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::Gender | Self::Id | Self::Kind | Self::LastSeen | Self::Stage | Self::StageSince)
    }

    /// Whether a contact without a value certainly has none: nobody has tags or notes that nobody wrote.
    pub(super) fn is_complete(self) -> bool {
        matches!(self, Self::Note | Self::Tag)
    }

    /// Whether it is read from the events of a contact.
    pub(super) fn is_of_events(self) -> bool {
        matches!(self, Self::FollowUp | Self::Stage | Self::StageSince)
    }

    /// How dear it is to look at, beside others; as measured with a million contacts.
    pub(super) fn cost(self) -> u32 {
        match self {
            Self::Kind | Self::Gender | Self::Id | Self::Tag => 2,
            Self::Email | Self::Age | Self::BirthDate | Self::Birthday => 3,
            Self::Country => 6,
            Self::Note | Self::LastSeen | Self::Source => 20,
            _ => 10,
        }
    }

    /// What shows each value of a contact to a visitor, until it has seen enough. Found once for many contacts.
    pub(super) fn reader<V: Visitor>(self) -> Reader<V> {
        match self {
            Self::Id => |contact, _, look| look.see(Seen::Text(&contact.id)),
            Self::Kind => |contact, _, look| look.see(Seen::Text(contact.kind.as_str())),
            Self::Gender => {
                |contact, _, look| contact.gender.iter().try_for_each(|it| look.see(Seen::Text(it.as_str())))
            }
            Self::Source => |contact, _, look| sources(contact).try_for_each(|source| text(source, look)),
            Self::Tag => |contact, _, look| contact.tags.iter().try_for_each(|tag| text(tag, look)),
            Self::Note => |contact, _, look| contact.notes.iter().try_for_each(|note| text(note, look)),
            Self::Name => |contact, _, look| names(contact, look),
            Self::GivenName => |contact, _, look| part_of_name(contact, |name| &name.given, look),
            Self::MiddleName => |contact, _, look| part_of_name(contact, |name| &name.middle, look),
            Self::FamilyName => |contact, _, look| part_of_name(contact, |name| &name.family, look),
            Self::Nickname => |contact, _, look| part_of_name(contact, |name| &name.nickname, look),
            Self::Prefix => |contact, _, look| part_of_name(contact, |name| &name.prefix, look),
            Self::Suffix => |contact, _, look| part_of_name(contact, |name| &name.suffix, look),
            Self::Organization => organizations,
            Self::JobTitle => |contact, today, look| {
                let current = contact.employments.iter().filter(|field| is_current(field, today));
                values(current, look, |job, look| job.title.iter().try_for_each(|it| text(it, look)))
            },
            Self::Email => |contact, _, look| values(&contact.emails, look, |email, look| look.see(Seen::Email(email))),
            Self::EmailDomain => |contact, _, look| {
                values(&contact.emails, look, |email, look| look.see(Seen::Text(&email.domain_unicode())))
            },
            Self::Phone => |contact, _, look| values(&contact.phones, look, |phone, look| look.see(Seen::Phone(phone))),
            Self::Street => |contact, _, look| part_of_address(contact, |address| &address.street, look),
            Self::Locality => |contact, _, look| part_of_address(contact, |address| &address.locality, look),
            Self::Region => |contact, _, look| part_of_address(contact, |address| &address.region, look),
            Self::PostalCode => |contact, _, look| part_of_address(contact, |address| &address.postal_code, look),
            Self::Country => |contact, _, look| countries(contact, look),
            Self::BirthDate => |contact, _, look| values(&contact.birth_dates, look, |born, look| date(*born, look)),
            Self::Birthday => |contact, today, look| {
                values(&contact.birth_dates, look, |born, look| match today.birthday(*born) {
                    Some(next) => date(next, look),
                    None => look.see(Seen::Unread(&born.to_string())),
                })
            },
            Self::Age => |contact, today, look| {
                values(&contact.birth_dates, look, |born, look| match today.age(*born) {
                    Some(years) => look.see(Seen::Number(years.map(Into::into))),
                    None => look.see(Seen::Unread(&born.to_string())),
                })
            },
            Self::LastSeen => |contact, _, look| last_seen(contact).into_iter().try_for_each(|last| date(last, look)),
            Self::Url => |contact, _, look| values(&contact.urls, look, |url, look| look.see(Seen::Text(url.as_str()))),
            Self::FollowUp | Self::Stage | Self::StageSince => |_, _, _| Flow::Continue(()),
        }
    }
}

/// Shows what the events of a contact say of it today: its stage, and when its follow-ups are due that wait.
pub(super) fn visit_events<V: Visitor>(field: Known, events: &[Event], today: Today, look: &mut V) -> Flow {
    let stage = || history::stage(events, today.date());
    match field {
        Known::Stage => stage().into_iter().try_for_each(|stay| look.see(Seen::Text(stay.stage))),
        Known::StageSince => stage().into_iter().try_for_each(|stay| date(stay.from, look)),
        Known::FollowUp => {
            let mut waiting = events.iter().filter_map(|event| event.follow_up.as_ref()).filter(|it| it.done.is_none());
            waiting.try_for_each(|follow_up| date(follow_up.due, look))
        }
        _ => Flow::Continue(()),
    }
}

fn is_blank(text: &str) -> bool {
    trimmed(text).is_empty()
}

/// Shows a text that has something in it.
fn text<V: Visitor>(text: &str, look: &mut V) -> Flow {
    if is_blank(text) { Flow::Continue(()) } else { look.see(Seen::Text(text)) }
}

pub(super) fn date<V: Visitor>(date: PartialDate, look: &mut V) -> Flow {
    match Days::of(date) {
        Some(days) => look.see(Seen::Date(days)),
        None => look.see(Seen::Unread(&date.to_string())),
    }
}

/// Shows values that could be read, and texts that could not.
pub(super) fn values<'c, T: 'c, V: Visitor>(
    fields: impl IntoIterator<Item = &'c Field<T>>,
    look: &mut V,
    show: impl Fn(&'c T, &mut V) -> Flow,
) -> Flow {
    fields.into_iter().try_for_each(|field| match &field.outcome {
        Ok(value) => show(value, look),
        Err(_) if is_blank(&field.text) => Flow::Continue(()),
        Err(_) => look.see(Seen::Unread(&field.text)),
    })
}

fn part_of_name<V: Visitor>(contact: &Contact, part: impl Fn(&PersonName) -> &Option<String>, look: &mut V) -> Flow {
    values(&contact.names, look, |name, look| part(name).iter().try_for_each(|it| text(it, look)))
}

fn part_of_address<V: Visitor>(
    contact: &Contact,
    part: impl Fn(&PostalAddress) -> &Option<String>,
    look: &mut V,
) -> Flow {
    values(&contact.addresses, look, |address, look| part(address).iter().try_for_each(|it| text(it, look)))
}

/// The names of a person or an organization, as written and, where it differs, in the usual order.
fn names<V: Visitor>(contact: &Contact, look: &mut V) -> Flow {
    for field in &contact.names {
        values([field], look, |name, look| {
            text(&field.text, look)?;
            if field.text.contains(',') { look.see(Seen::Text(&name.to_string())) } else { Flow::Continue(()) }
        })?;
    }
    contact.organization_names.iter().try_for_each(|field| text(&field.text, look))
}

/// Own names of an organization and the employers of a person, with and without their legal forms.
fn organizations<V: Visitor>(contact: &Contact, today: Today, look: &mut V) -> Flow {
    let current = contact.employments.iter().filter(|field| is_current(field, today));
    values(current, look, |job, look| {
        let Some(employer) = &job.organization else { return Flow::Continue(()) };
        text(&employer.name, look)?;
        if employer.legal_form.is_some() { look.see(Seen::Text(&employer.to_string())) } else { Flow::Continue(()) }
    })?;
    for field in &contact.organization_names {
        text(&field.text, look)?;
        if let Ok(organization) = &field.outcome
            && organization.legal_form.is_some()
        {
            text(&organization.name, look)?;
        }
    }
    Flow::Continue(())
}

/// Whether a job is held today, as far as it is known.
pub(super) fn is_current(job: &Field<Employment>, today: Today) -> bool {
    job.value().and_then(|job| job.until).is_none_or(|until| !today.date().is_after(until))
}

fn countries<V: Visitor>(contact: &Contact, look: &mut V) -> Flow {
    values(&contact.addresses, look, |address, look| match (address.country_code(), &address.country) {
        (Some(code), _) => look.see(Seen::Country(code)),
        (None, Some(given)) if !is_blank(given) => look.see(Seen::Unread(given)),
        _ => Flow::Continue(()),
    })
}

/// Where a record and its values are from.
fn sources(contact: &Contact) -> impl Iterator<Item = &str> {
    contact.source.as_deref().into_iter().chain(origins(contact).filter_map(|(source, _)| source))
}

/// The last date on which a value of a record was seen to be so.
fn last_seen(contact: &Contact) -> Option<PartialDate> {
    origins(contact).filter_map(|(_, seen)| seen).max()
}

/// Where each value of a record is from, and when it was last seen to be so.
fn origins(contact: &Contact) -> impl Iterator<Item = (Option<&str>, Option<PartialDate>)> {
    fn of<T>(fields: &[Field<T>]) -> impl Iterator<Item = (Option<&str>, Option<PartialDate>)> {
        fields.iter().map(|field| (field.source.as_deref(), field.seen))
    }
    of(&contact.names)
        .chain(of(&contact.organization_names))
        .chain(of(&contact.employments))
        .chain(of(&contact.emails))
        .chain(of(&contact.phones))
        .chain(of(&contact.addresses))
        .chain(of(&contact.birth_dates))
        .chain(of(&contact.urls))
        .chain(contact.custom.values().flat_map(|fields| of(fields)))
}
