//! To and from the types of the crate `phonenumber`.

use phonenumber::PhoneNumber;

use super::Phone;
use crate::contact::Invalid;

impl TryFrom<&Phone> for PhoneNumber {
    type Error = Invalid;

    /// The same number for that crate.
    ///
    /// Its metadata and rules differ: a number that it would change is refused and never changed.
    ///
    /// # Errors
    /// [`Invalid::PhoneNoCountry`] for a number without a country, [`Invalid::PhoneUnassigned`] for one that the other
    /// crate does not read as itself.
    fn try_from(phone: &Phone) -> Result<Self, Invalid> {
        let number = phone.e164().ok_or(Invalid::PhoneNoCountry)?;
        let text = match phone.extension() {
            Some(extension) => format!("+{number} ext. {extension}"),
            None => format!("+{number}"),
        };
        // That crate makes numbers from texts only.
        let read: Self = text.parse().map_err(|_| Invalid::PhoneUnassigned)?;
        let is_same = digits(&read) == number.to_string() && read.extension().map(|it| &**it) == phone.extension();
        is_same.then_some(read).ok_or(Invalid::PhoneUnassigned)
    }
}

impl TryFrom<&PhoneNumber> for Phone {
    type Error = Invalid;

    /// The same number, with its country said by itself.
    ///
    /// # Errors
    /// The [`Invalid`] that says why the digits are no number here: that crate's numbers need not be possible.
    fn try_from(number: &PhoneNumber) -> Result<Self, Invalid> {
        let digits = digits(number);
        let mut phone: Self = format!("+{digits}").parse()?;
        if phone.e164().is_none_or(|number| number.to_string() != digits) {
            return Err(Invalid::PhoneSyntax);
        }
        phone.extension = number.extension().map(|extension| extension.to_string().into());
        Ok(phone)
    }
}

/// Calling code and national number with its zeros.
fn digits(number: &PhoneNumber) -> String {
    let national = number.national();
    format!("{}{:0>zeros$}{}", number.code().value(), "", national.value(), zeros = usize::from(national.zeros()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_there_and_back() {
        for text in ["+49 30 901820", "+39 06 698 12345", "+1 201 555 0123 x45"] {
            let phone: Phone = text.parse().unwrap();
            let theirs = PhoneNumber::try_from(&phone).unwrap();
            assert_eq!(Phone::try_from(&theirs), Ok(phone), "{text}");
        }
    }

    #[test]
    fn a_number_that_the_other_crate_changes_is_refused() {
        let phone: Phone = "+7 800 123-45-67".parse().unwrap();
        if let Ok(theirs) = PhoneNumber::try_from(&phone) {
            assert_eq!(Phone::try_from(&theirs), Ok(phone));
        }
        let phone: Phone = "520 878 2491".parse().unwrap();
        assert_eq!(PhoneNumber::try_from(&phone), Err(Invalid::PhoneNoCountry));
    }
}
