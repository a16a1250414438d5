//! [`HalfLives`]: how fast what is known of people goes out of date.

use crate::validate::FieldKind;
use std::collections::BTreeMap;

/// After how many days half of the values of a field are no longer so, by field. A field without a half-life does not age.
///
/// By default, in days:
///
/// | field | half-life | reason |
/// |---|---|---|
/// | `emails` | 1,000 | lists of business addresses lose 22.5 % a year (Marketing Sherpa, the usual figure of the trade) |
/// | `employments` | 1,400 | the median time with an employer is 3.9 years (US Bureau of Labor Statistics, January 2024) |
/// | `phones` | 2,000 | our judgment: of one's own a number lasts twelve years (35 of some 600 million a year are disconnected, US Federal Communications Commission 2006 and 2018), at work as long as the job |
/// | `addresses` | 2,400 | about a tenth of all people move in a year (US Census Bureau, 8 to 12 % by survey and year) |
///
/// They are averages of one country and only a start: who knows their own bounces and returned letters sets them.
///
/// ```
/// use contactkit::report::HalfLives;
/// use contactkit::validate::FieldKind;
///
/// let half_lives = HalfLives::default().with(FieldKind::Urls, 5_000).without(FieldKind::Addresses);
/// assert_eq!(half_lives.days(FieldKind::Emails), Some(1_000));
/// assert_eq!(half_lives.days(FieldKind::Addresses), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct HalfLives {
    days: BTreeMap<FieldKind, u32>,
}

impl HalfLives {
    /// The half-life of a field in days, if it ages.
    pub fn days(&self, field: FieldKind) -> Option<u32> {
        self.days.get(&field).copied()
    }

    /// The same with another half-life of a field; 0 days count as 1.
    #[must_use]
    pub fn with(mut self, field: FieldKind, days: u32) -> Self {
        self.days.insert(field, days);
        self
    }

    /// The same with a field that does not age.
    #[must_use]
    pub fn without(mut self, field: FieldKind) -> Self {
        self.days.remove(&field);
        self
    }
}

impl Default for HalfLives {
    fn default() -> Self {
        let days = [
            (FieldKind::Emails, 1_000),
            (FieldKind::Employments, 1_400),
            (FieldKind::Phones, 2_000),
            (FieldKind::Addresses, 2_400),
        ];
        Self { days: days.into_iter().collect() }
    }
}
