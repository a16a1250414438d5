//! [`PhoneCheck`]: whether a number can exist, and what kind of line it is.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType, ValidationError};

use super::{Phone, engine};
use crate::contact::{CountryCode, Invalid};

/// What the numbering plans say about a [`Phone`].
///
/// The plans change, so this is an answer of today and never a property of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PhoneCheck {
    /// Whether the country has numbers of this length.
    pub possible: bool,
    /// Whether the country has assigned the range that the number is in.
    pub valid: bool,
    /// What the number reaches.
    pub kind: PhoneKind,
    /// The country whose number it is; `None` for numbers of no country, such as `+800`.
    pub region: Option<CountryCode>,
    /// Why the number is not valid, if it is not.
    pub reason: Option<Invalid>,
}

/// What a number reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PhoneKind {
    /// A fixed line.
    Fixed,
    /// A mobile phone.
    Mobile,
    /// A fixed line or a mobile phone; the country does not tell them apart (+1).
    FixedOrMobile,
    /// A call that the caller does not pay.
    TollFree,
    /// A call that costs extra.
    PremiumRate,
    /// A call whose cost is shared.
    SharedCost,
    /// Telephony over the internet.
    Voip,
    /// A number that follows a person from line to line.
    Personal,
    /// A pager.
    Pager,
    /// A company's number that reaches many offices.
    UniversalAccess,
    /// A voice mail box.
    VoiceMail,
    /// Not known.
    Unknown,
}

impl Phone {
    /// Asks the numbering plans about the number. Costs some microseconds: ask when you need the answer, not per pair.
    ///
    /// ```
    /// use contactkit::contact::{Phone, PhoneKind};
    ///
    /// let phone: Phone = "+49 1512 3456789".parse()?;
    /// let check = phone.check();
    /// assert!(check.valid);
    /// assert_eq!((check.kind, check.region.unwrap().as_str()), (PhoneKind::Mobile, "DE"));
    ///
    /// let phone: Phone = "+1 520 878 249".parse()?;
    /// assert_eq!(phone.check().reason.unwrap().code(), "phone.too_short");
    /// # Ok::<(), contactkit::contact::Invalid>(())
    /// ```
    pub fn check(&self) -> PhoneCheck {
        let nothing = |reason| PhoneCheck {
            possible: false,
            valid: false,
            kind: PhoneKind::Unknown,
            region: None,
            reason: Some(reason),
        };
        let Some(number) = self.e164() else {
            return nothing(Invalid::PhoneNoCountry);
        };
        let Some(parsed) = engine::parsed(number) else {
            return nothing(Invalid::PhoneCountry);
        };
        let length = PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed);
        // A number is valid if it is in a range of some kind of a region. The search for the region is the dear part.
        let region = length.is_ok().then(|| PHONE_NUMBER_UTIL.get_region_for_number(&parsed)).flatten();
        let kind = region.map_or(PhoneKind::Unknown, |_| PHONE_NUMBER_UTIL.get_number_type(&parsed).into());
        let valid = kind != PhoneKind::Unknown;
        PhoneCheck {
            possible: length.is_ok(),
            valid,
            kind,
            region: region.and_then(|region| CountryCode::of(&region.as_region_str())),
            reason: if valid { None } else { Some(length.map_or_else(reason, |_| Invalid::PhoneUnassigned)) },
        }
    }

    /// The reason of [`check`](Self::check) alone, which is found in less time.
    pub(crate) fn flaw(&self) -> Option<Invalid> {
        let Some(number) = self.e164() else {
            return Some(Invalid::PhoneNoCountry);
        };
        let Some(parsed) = engine::parsed(number) else {
            return Some(Invalid::PhoneCountry);
        };
        if let Err(error) = PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) {
            return Some(reason(error));
        }
        // Most numbers of a shared plan belong to the largest of its countries.
        let is_valid_in = |region| PHONE_NUMBER_UTIL.is_valid_number_for_region(&parsed, region);
        let is_valid = PHONE_NUMBER_UTIL.get_region_for_country_code(parsed.country_code).is_some_and(is_valid_in)
            || PHONE_NUMBER_UTIL.get_region_for_number(&parsed).is_some_and(is_valid_in);
        (!is_valid).then_some(Invalid::PhoneUnassigned)
    }
}

/// Why a number does not have the digits that its country has.
fn reason(error: ValidationError) -> Invalid {
    match error {
        ValidationError::InvalidCountryCode => Invalid::PhoneCountry,
        ValidationError::TooShort => Invalid::PhoneTooShort,
        ValidationError::TooLong => Invalid::PhoneTooLong,
        ValidationError::InvalidLength => Invalid::PhoneLength,
    }
}

impl From<PhoneNumberType> for PhoneKind {
    fn from(kind: PhoneNumberType) -> Self {
        match kind {
            PhoneNumberType::FixedLine => Self::Fixed,
            PhoneNumberType::Mobile => Self::Mobile,
            PhoneNumberType::FixedLineOrMobile => Self::FixedOrMobile,
            PhoneNumberType::TollFree => Self::TollFree,
            PhoneNumberType::PremiumRate => Self::PremiumRate,
            PhoneNumberType::SharedCost => Self::SharedCost,
            PhoneNumberType::VoIP => Self::Voip,
            PhoneNumberType::PersonalNumber => Self::Personal,
            PhoneNumberType::Pager => Self::Pager,
            PhoneNumberType::UAN => Self::UniversalAccess,
            PhoneNumberType::VoiceMail => Self::VoiceMail,
            PhoneNumberType::Unknown => Self::Unknown,
        }
    }
}
