//! [`Rule`]: everything that a record is checked for.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[allow(clippy::exhaustive_enums, reason = "programs are to react to each of the three")]
pub enum Severity {
    /// Worth a look; often right as it is.
    Note,
    /// Probably wrong, or cannot be relied on.
    Warning,
    /// Certainly wrong: the value cannot be used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One line per rule gives the enum, its codes, its severities and its serialized form, so that they cannot differ.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $rule:ident $code:literal $severity:ident,)+) => {
        /// Everything that a record is checked for, each with a code that never changes.
        ///
        /// The order of the rules is the order of their codes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("\n\nCode: `", $code, "`.")]
                $rule,
            )+
        }

        impl Rule {
            /// All rules, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$rule),+];

            /// The code that never changes, such as `email.syntax`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$rule => $code,)+
                }
            }

            /// How bad a finding of this rule is, unless the finding itself says otherwise.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$rule => Severity::$severity,)+
                }
            }
        }
    };
}

rules! {
    /// A country that no table knows, so that neither post nor phone numbers can be checked against it.
    AddressCountry "address.country" Warning,
    /// An address without a part that the post of its country needs.
    AddressIncomplete "address.incomplete" Note,
    /// A postal code that does not fit its country.
    AddressPostalCode "address.postal_code" Warning,
    /// A postal code that fits its country but is written in another form than its post writes it.
    AddressPostalCodeForm "address.postal_code_form" Note,
    /// A state or province of another country.
    AddressRegion "address.region" Warning,
    /// 1 January of some year: right once in 365 times, more often a default for an unknown day.
    BirthDateFirstOfJanuary "birth_date.first_of_january" Note,
    /// A birth date after today.
    BirthDateFuture "birth_date.future" Error,
    /// A date that systems write when they know none, such as 1900-01-01 and 1970-01-01.
    BirthDatePlaceholder "birth_date.placeholder" Warning,
    /// A birth date that would make the person older than anybody.
    BirthDateTooOld "birth_date.too_old" Warning,
    /// Several values of a field of the owner's own that has one, by the schema of the settings.
    CustomSeveral "custom.several" Warning,
    /// A value that is not of the type of its custom field.
    CustomType "custom.type" Warning,
    /// A field of the owner's own that the schema of the settings does not have.
    CustomUndefined "custom.undefined" Warning,
    /// A date that can be read day first or month first.
    DateAmbiguous "date.ambiguous" Warning,
    /// A date that no calendar has.
    DateImpossible "date.impossible" Error,
    /// A date in a form that is not known.
    DateSyntax "date.syntax" Error,
    /// Letters of two alphabets that look alike in one word, or a domain that can be read in another alphabet.
    EmailConfusable "email.confusable" Warning,
    /// A domain that is known for throw-away mailboxes, by a dated list.
    EmailDisposable "email.disposable" Warning,
    /// A domain one slip of the finger away from that of a large mail provider.
    EmailDomainTypo "email.domain_typo" Warning,
    /// An address that spells the name of somebody else: `peter.schmidt@…` of Anna Müller. A signal, no verdict.
    EmailOtherName "email.other_name" Note,
    /// An address that people type to be left alone: `test@test.com`, anything at `example.com`.
    EmailPlaceholder "email.placeholder" Warning,
    /// An address of a function, such as `info@`, on the record of a person.
    ///
    /// Not reported where the domain is the person's own name: `mail@lovelace.org` of Ada Lovelace.
    EmailRole "email.role" Note,
    /// An e-mail address that breaks the syntax.
    EmailSyntax "email.syntax" Error,
    /// An address that mail cannot reach over the public internet: a domain of one label, an IP address, parts that are too
    /// long (see [`Email::usable`](crate::contact::Email::usable)). To be ignored where addresses are those of an intranet.
    EmailUnusable "email.unusable" Error,
    /// An employment that ends before it begins.
    EmploymentDates "employment.dates" Warning,
    /// A name in all capitals, in all lower case, or in both.
    NameCase "name.case" Note,
    /// A name with digits in it.
    NameDigits "name.digits" Warning,
    /// An e-mail address where a name belongs.
    NameEmail "name.email" Warning,
    /// A name without any text.
    NameEmpty "name.empty" Warning,
    /// A job title where a name belongs.
    NameJobTitle "name.job_title" Note,
    /// A name of five letters or more without a vowel, or a letter that takes the place of one.
    NameNoVowel "name.no_vowel" Note,
    /// The name of an organization where the name of a person belongs: that of the record, one with a legal form, or one
    /// that says what it is (`Hotel Sonne`).
    NameOrganization "name.organization" Note,
    /// A word that stands for no name, such as `n/a` or `test`.
    ///
    /// Somebody is called Null: next to another, real part such a word is only a note.
    NamePlaceholder "name.placeholder" Warning,
    /// The same word as given name and family name.
    NameSameParts "name.same_parts" Note,
    /// A calling code that no country has.
    PhoneCountry "phone.country" Error,
    /// A number that is kept for films, books and examples, such as +1 520 555 0123.
    PhoneFictional "phone.fictional" Note,
    /// A number after `00` where another prefix is dialed to call abroad.
    PhoneForeignPrefix "phone.foreign_prefix" Note,
    /// A number of the right length that its country does not use.
    PhoneInvalid "phone.invalid" Warning,
    /// A number without a country: it can be dialed from nearby only.
    PhoneNoCountry "phone.no_country" Note,
    /// Words in or after a number that are no part of it, such as `(home)`: a label of its own keeps them better.
    PhoneNote "phone.note" Note,
    /// A number that people type to be left alone: one digit over and over, or digits in a row.
    PhonePlaceholder "phone.placeholder" Warning,
    /// More than one number in one value.
    PhoneSeveral "phone.several" Warning,
    /// A text that holds no phone number.
    PhoneSyntax "phone.syntax" Error,
    /// A number with more digits than its country has.
    PhoneTooLong "phone.too_long" Error,
    /// A number with fewer digits than its country needs.
    PhoneTooShort "phone.too_short" Error,
    /// A record without any value.
    RecordEmpty "record.empty" Error,
    /// A record without any of the values of which one is required.
    RecordMissing "record.missing" Warning,
    /// A record without a key, so that nothing can refer to it.
    RecordNoId "record.no_id" Warning,
    /// Control characters or characters without width, which look like nothing and break every comparison.
    TextControl "text.control" Warning,
    /// HTML where plain text belongs.
    TextHtml "text.html" Warning,
    /// A word of keys that lie beside each other, such as `asdf`.
    TextKeyboardRun "text.keyboard_run" Warning,
    /// A value that somebody made unreadable: `j***@g***.com`, `+1 XXX XXX 1234`, `[redacted]`.
    TextMasked "text.masked" Warning,
    /// Text that was read in the wrong encoding (`MÃ¼ller`), or lost characters on the way (`M�ller`).
    TextMojibake "text.mojibake" Warning,
    /// A word of one letter or syllable over and over, such as `aaaa`.
    TextRepeated "text.repeated" Warning,
    /// A text longer than any value of its kind.
    TextTooLong "text.too_long" Warning,
    /// A web address that cannot be read.
    UrlSyntax "url.syntax" Warning,
    /// The same value twice in one record.
    ValueDuplicate "value.duplicate" Note,
    /// A value without any text.
    ValueEmpty "value.empty" Note,
}

impl Rule {
    /// The rule of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }

    /// What kind of trouble the rule finds.
    pub fn category(self) -> Category {
        match self {
            Self::AddressIncomplete
            | Self::NameEmpty
            | Self::RecordEmpty
            | Self::RecordMissing
            | Self::RecordNoId
            | Self::ValueEmpty => Category::Missing,
            Self::BirthDateFirstOfJanuary
            | Self::BirthDatePlaceholder
            | Self::EmailConfusable
            | Self::EmailDisposable
            | Self::EmailOtherName
            | Self::EmailPlaceholder
            | Self::NameJobTitle
            | Self::NameNoVowel
            | Self::NameOrganization
            | Self::NamePlaceholder
            | Self::NameSameParts
            | Self::PhoneFictional
            | Self::PhonePlaceholder
            | Self::TextKeyboardRun
            | Self::TextMasked
            | Self::TextRepeated => Category::Suspicious,
            Self::AddressPostalCodeForm
            | Self::EmailRole
            | Self::NameCase
            | Self::PhoneForeignPrefix
            | Self::PhoneNoCountry
            | Self::PhoneNote
            | Self::ValueDuplicate => Category::Form,
            _ => Category::Broken,
        }
    }
}

/// What kind of trouble a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Category {
    /// A value that cannot be right as it stands.
    Broken,
    /// A value that says what it is to say, but not in the usual way.
    Form,
    /// Something that should be there and is not.
    Missing,
    /// A value that looks as if it was made up; a signal, and never a proof.
    Suspicious,
}

#[cfg(feature = "serde")]
impl serde::Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Reads the code; an unknown one is an error that says which code may be meant.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Rule {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of(&code).ok_or_else(|| {
            let near = Self::ALL.iter().map(|rule| (strsim::osa_distance(rule.code(), &code), rule)).min();
            let hint = near.filter(|&(slips, _)| slips <= 3).map(|(_, rule)| format!(", `{rule}` may be meant"));
            serde::de::Error::custom(format!("there is no rule `{code}`{}", hint.unwrap_or_default()))
        })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_the_order_of_their_codes() {
        assert!(Rule::ALL.is_sorted_by(|left, right| left.code() < right.code()));
        assert!(Rule::ALL.is_sorted());
    }

    #[test]
    fn every_rule_is_found_by_its_code() {
        for &rule in Rule::ALL {
            assert_eq!(Rule::of(rule.code()), Some(rule));
        }
        assert_eq!(Rule::of("email"), None);
    }
}
