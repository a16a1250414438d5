//! [`Invalid`]: why a text could not be read as a value.

/// Writes the enum, its codes and its texts from one list, so that none of them can be forgotten.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $text:literal,)*) => {
        /// Why a text could not be read as a value of its field.
        ///
        /// A bad value is data, not an error: it stays in its [`Field`](super::Field) with the text as given.
        /// A reason is written as its stable code, by serde too; a code that a later version added is read as
        /// [`Other`](Self::Other).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Invalid {
            $($(#[$doc])* $name,)*
        }

        impl Invalid {
            /// Every reason that there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code of the reason, such as `email.no_at`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }

        impl std::fmt::Display for Invalid {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$name => $text,)*
                })
            }
        }
    };
}

reasons! {
    /// There is no text, or only white space.
    Empty "empty" "no text",
    /// The text is longer than any value of its kind can be.
    TooLong "too_long" "longer than any value of this kind",
    /// An e-mail address without `@`.
    EmailNoAt "email.no_at" "no @ between user and domain",
    /// An e-mail address with a line break in it or around it.
    EmailLineBreak "email.line_break" "a line break in the address",
    /// An e-mail address whose user part breaks the syntax.
    EmailUser "email.user" "the part before @ is not a valid mailbox name",
    /// An e-mail address whose user part is longer than 64 octets (RFC 5321).
    EmailUserTooLong "email.user_too_long" "the part before @ is longer than 64 octets",
    /// An e-mail address whose domain breaks the syntax.
    EmailDomain "email.domain" "the part after @ is not a valid domain",
    /// An e-mail address whose domain, or a label of it, is longer than the DNS has (253 and 63 octets).
    EmailDomainTooLong "email.domain_too_long" "the domain or a label of it is longer than the DNS has",
    /// An e-mail address whose domain has one label only, such as `localhost`.
    EmailNoTld "email.no_tld" "the domain has no top-level domain",
    /// An e-mail address at an IP address, such as `ada@[192.0.2.1]`.
    EmailLiteral "email.literal" "the domain is an IP address",
    /// An e-mail address whose international domain breaks IDNA (UTS #46).
    EmailIdna "email.idna" "the domain breaks the rules of international domain names",
    /// A phone number without any digit.
    PhoneNoDigits "phone.no_digits" "no digits",
    /// More than one phone number in one text, each of which should be a value of its own.
    PhoneSeveral "phone.several" "more than one phone number",
    /// A text with digits that is not written as a phone number.
    PhoneSyntax "phone.syntax" "not written as a phone number",
    /// A phone number with too few digits for its country.
    PhoneTooShort "phone.too_short" "too few digits for its country",
    /// A phone number with more digits than its country has.
    PhoneTooLong "phone.too_long" "too many digits for its country",
    /// A phone number with a count of digits that its country does not have, between its shortest and longest.
    PhoneLength "phone.length" "a count of digits that its country does not have",
    /// A calling code that no country has.
    PhoneCountry "phone.country" "no country has this calling code",
    /// A phone number whose country is not known, so that nothing about it can be checked.
    PhoneNoCountry "phone.no_country" "the country is not known",
    /// A phone number in a range that its country has not assigned.
    PhoneUnassigned "phone.unassigned" "not a number that its country has assigned",
    /// A date in a form that is not known.
    DateSyntax "date.syntax" "not in a known form of a date",
    /// A date that no calendar has, such as 30 February.
    DateImpossible "date.impossible" "no calendar has this day",
    /// A date that can be read day first or month first.
    DateAmbiguous "date.ambiguous" "can be read day first or month first",
    /// A date in a calendar that is not read, such as the Persian or the Islamic one.
    DateCalendar "date.calendar" "in a calendar that is not read",
    /// A date whose year has two digits, where no pivot says the century.
    DateCentury "date.century" "the year has two digits and the century is not known",
    /// A text that names no country.
    Country "country" "names no country",
    /// A name without any letter.
    NameNoLetters "name.no_letters" "no letters",
    /// A URL that cannot be read.
    Url "url" "not a web address",
    /// A custom value that is not of its type.
    CustomType "custom.type" "not a value of the field's type",
    /// An amount whose currency is missing or not known.
    CustomCurrency "custom.currency" "the currency is missing, unknown or ambiguous",
    /// A text that is none of the choices of its field.
    CustomChoice "custom.choice" "none of the field's choices",
    /// A reason that a later version of the crate gave.
    Other "other" "a reason that this version does not know",
}

impl Invalid {
    /// The reason of a stable code; [`Other`](Self::Other) for a code that this version does not know.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.iter().copied().find(|reason| reason.code() == code).unwrap_or(Self::Other)
    }
}

impl std::error::Error for Invalid {}

#[cfg(feature = "serde")]
impl serde::Serialize for Invalid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Invalid {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Ok(Self::from_code(&code))
    }
}

#[cfg(test)]
mod tests {
    use super::Invalid;

    #[test]
    fn every_code_is_its_own_and_leads_back() {
        for reason in Invalid::ALL {
            assert_eq!(Invalid::from_code(reason.code()), *reason);
        }
        assert_eq!(Invalid::from_code("from.the.future"), Invalid::Other);
    }
}
