//! The checks of a [`Validator`], field by field.

use super::{
    FieldKind, FieldPath, Finding, Fix, Occasion, Rule, Validator, address, date, duplicate, finding, mail, person,
    phone, requirement, suspicion, text,
};
use crate::contact::{Cardinality, Contact, Custom, Field, Invalid, trimmed};

impl Validator {
    /// What the record lacks as a whole.
    pub(super) fn check_record(&self, contact: &Contact, occasion: &Occasion, findings: &mut Vec<Finding>) {
        if trimmed(&contact.id).is_empty() {
            findings.push(Finding::new(
                Rule::RecordNoId,
                FieldPath::field(FieldKind::Id),
                "the record has no id; give it one that stays, so that others can refer to it".to_owned(),
            ));
        }
        if requirement::is_empty(contact) {
            findings.push(Finding::new(
                Rule::RecordEmpty,
                FieldPath::field(FieldKind::Record),
                "the record has no value; fill it in or remove it".to_owned(),
            ));
            return;
        }
        for requirement in &self.settings.required {
            if requirement.holds_on(occasion) && !requirement.is_met(contact) {
                findings.push(requirement.missing());
            }
        }
    }

    pub(super) fn check_names(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.names.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Names, index);
            let before = findings.len();
            let kinds = text::Kinds::of(&field.text);
            self.check_kinds(&field.text, kinds, &path, findings);
            // A text that has to be repaired first says nothing about the name in it.
            if findings.len() == before {
                person::check(field, kinds, || contact.country_code(), &path, findings);
                if !findings.iter().skip(before).any(|finding| is_no_name(finding.rule)) {
                    suspicion::check_name(contact, field, &path, findings);
                }
            }
        }
        duplicate::check(&contact.names, FieldKind::Names, findings);
        for (index, field) in contact.organization_names.iter().enumerate() {
            let path = FieldPath::value(FieldKind::OrganizationNames, index);
            let masked = self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if !masked {
                suspicion::check_text(&field.text, &path, findings);
            }
        }
        duplicate::check(&contact.organization_names, FieldKind::OrganizationNames, findings);
    }

    pub(super) fn check_employments(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.employments.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Employments, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Some(employment) = field.value() {
                date::check_employment(employment, &path, findings);
            }
        }
        // The text says nothing of the dates: two times at one employer are no duplicate.
    }

    pub(super) fn check_reach(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.emails.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Emails, index);
            let before = findings.len();
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            mail::check(field, contact, &self.settings.trusted_domains, &path, findings);
            // What is masked, or known to be nobody's, needs no other sign.
            if let Some(email) = field.value()
                && findings.len() == before
            {
                suspicion::check_email(email, &path, findings);
            }
        }
        duplicate::check(&contact.emails, FieldKind::Emails, findings);
        for (index, field) in contact.phones.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Phones, index);
            let kinds = text::Kinds::of(&field.text);
            self.check_kinds(&field.text, kinds, &path, findings);
            check_empty(field, &path, findings);
            phone::check(field, kinds, self.settings.phone_depth, &path, findings);
        }
        duplicate::check_phones(&contact.phones, findings);
        for (index, field) in contact.addresses.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Addresses, index);
            let masked = self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Some(address) = field.value() {
                address::check(address, &path, findings);
                if !masked {
                    suspicion::check_address(address, &path, findings);
                }
            }
        }
        duplicate::check(&contact.addresses, FieldKind::Addresses, findings);
    }

    pub(super) fn check_rest(&self, contact: &Contact, findings: &mut Vec<Finding>) {
        for (index, field) in contact.birth_dates.iter().enumerate() {
            let path = FieldPath::value(FieldKind::BirthDates, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            date::check_birth(field, &self.settings, &path, findings);
        }
        for (index, field) in contact.urls.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Urls, index);
            self.check_text(&field.text, &path, findings);
            check_empty(field, &path, findings);
            if let Err(why) = &field.outcome
                && !matches!(why, Invalid::Empty | Invalid::TooLong)
            {
                let message = format!("{} is {why}; correct it or remove it", finding::Quoted(&field.text));
                findings.push(Finding::new(Rule::UrlSyntax, path, message));
            }
        }
        duplicate::check(&contact.urls, FieldKind::Urls, findings);
        for (index, note) in contact.notes.iter().enumerate() {
            let path = FieldPath::value(FieldKind::Notes, index);
            let longest = self.settings.longest_text.saturating_mul(100);
            text::check(note, text::Kinds::of(note), longest, &path, findings);
        }
        for tag in &contact.tags {
            if text::needs_look(tag, self.settings.longest_text) {
                self.check_text(tag, &FieldPath::tag(tag), findings);
            }
        }
        for (key, fields) in &contact.custom {
            self.check_custom(key, fields, findings);
        }
    }

    fn check_custom(&self, key: &str, fields: &[Field<Custom>], findings: &mut Vec<Finding>) {
        let schema = self.settings.schema.as_ref();
        let definition = schema.and_then(|schema| schema.custom.get(key));
        if schema.is_some() && definition.is_none() {
            let message = format!("there is no field {} of your own; define it or remove it", finding::Quoted(key));
            findings.push(Finding::new(Rule::CustomUndefined, FieldPath::custom_field(key), message));
        }
        for (index, field) in fields.iter().enumerate() {
            let why = match &field.outcome {
                Err(Invalid::Empty | Invalid::TooLong) => None,
                Err(why) => Some(why),
                Ok(value) => definition.filter(|field| !field.kind.has(value)).map(|_| &Invalid::CustomType),
            };
            if why.is_none() && !text::needs_look(&field.text, self.settings.longest_text) {
                continue;
            }
            let path = FieldPath::custom(key, index);
            self.check_text(&field.text, &path, findings);
            if let Some(why) = why {
                let message = format!("{} is {why}; correct it", finding::Quoted(&field.text));
                findings.push(Finding::new(Rule::CustomType, path, message));
            }
        }
        if fields.len() > 1 && definition.is_some_and(|field| field.cardinality == Cardinality::One) {
            let message =
                format!("{} has {} values where one is possible; keep one", finding::Quoted(key), fields.len());
            findings.push(Finding::new(Rule::CustomSeveral, FieldPath::custom_field(key), message));
        }
    }

    /// Checks the text of any value, in one pass if it is plain, as nearly all are; says whether it is masked.
    fn check_text(&self, text: &str, path: &FieldPath, findings: &mut Vec<Finding>) -> bool {
        self.check_kinds(text, text::Kinds::of(text), path, findings)
    }

    /// The same where it is known what kinds of bytes stand in the text.
    #[inline]
    fn check_kinds(&self, text: &str, kinds: text::Kinds, path: &FieldPath, findings: &mut Vec<Finding>) -> bool {
        let is_plain = kinds.are_plain() && (path.field == FieldKind::Names || !kinds.may_be_word());
        (!is_plain || text.len() > self.settings.longest_text) && self.check_odd(text, kinds, path, findings)
    }

    /// Checks a text that is not plain, for markup and masks only where neither belongs.
    fn check_odd(&self, text: &str, kinds: text::Kinds, path: &FieldPath, findings: &mut Vec<Finding>) -> bool {
        text::check(text, kinds, self.settings.longest_text, path, findings);
        let free = matches!(path.field, FieldKind::Urls | FieldKind::Tags | FieldKind::Custom);
        // Which words stand for no name, other tables know.
        let may_be_word = kinds.may_be_word() && path.field != FieldKind::Names;
        let may_be_masked = !free && (kinds.have_marks_or_brackets() || may_be_word);
        let masked = may_be_masked && suspicion::check_mask(text, kinds, path, findings);
        let plain = matches!(
            path.field,
            FieldKind::Names | FieldKind::OrganizationNames | FieldKind::Employments | FieldKind::Addresses
        );
        // The mask may be `<removed>`, which is no markup.
        if plain && !masked {
            text::check_html(text, kinds, path, findings);
        }
        masked
    }
}

/// Whether a rule says that a text is not a name at all.
fn is_no_name(rule: Rule) -> bool {
    matches!(rule, Rule::NameEmpty | Rule::NameEmail | Rule::NamePlaceholder)
}

/// Reports a field that stands there without any text or value.
fn check_empty<T>(field: &Field<T>, path: &FieldPath, findings: &mut Vec<Finding>) {
    if field.outcome.is_err() && field.text.trim().is_empty() {
        let message = format!("the {} has no text; fill it in or remove it", path.field.noun());
        findings.push(Finding::new(Rule::ValueEmpty, path.clone(), message).with_fix(Some(Fix::Remove)));
    } else if field.invalid() == Some(&Invalid::TooLong) {
        let length = field.text.chars().count();
        let message = format!(
            "{} has {length} characters, more than any {} has; correct it or remove it",
            finding::Quoted(&field.text),
            path.field.noun()
        );
        // The setting may have found the same already.
        if !findings.iter().any(|finding| finding.rule == Rule::TextTooLong && finding.path == *path) {
            findings.push(Finding::new(Rule::TextTooLong, path.clone(), message));
        }
    }
}
