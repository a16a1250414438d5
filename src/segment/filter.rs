//! [`Filter`]: a condition made ready for many contacts.

use super::around::{Around, Book};
use super::calendar::Today;
use super::error::{SegmentError, Trouble};
use super::plan::Node;
use super::{Condition, Explanation, Members, Truth};
use crate::contact::{Contact, PartialDate, Schema};

/// A condition made ready once for many contacts: fields are found, values are in the form in which they are compared.
///
/// ```
/// use contactkit::contact::{Contact, Field, PartialDate, Schema};
/// use contactkit::segment::{Condition, Filter, Truth};
///
/// let today = PartialDate::full(2026, 5, 17).unwrap();
/// let condition: Condition = "age >= 18".parse().unwrap();
/// let filter = Filter::new(&condition, &Schema::default(), today).unwrap();
///
/// let mut ada = Contact::person("ada");
/// assert_eq!(filter.truth(&ada), Truth::Unknown);
/// ada.birth_dates.push(Field::parse("1985-12-10"));
/// assert!(filter.matches(&ada));
/// ```
#[derive(Debug, Clone)]
pub struct Filter {
    condition: Condition,
    /// In the order of the condition.
    written: Node,
    /// What is cheap first.
    planned: Node,
    today: Today,
}

impl Filter {
    /// Makes a condition ready for contacts with the fields of a schema, on a day.
    ///
    /// # Errors
    /// A [`SegmentError`] that points into the condition's text: for a field or kind of event that does not exist, a value
    /// or comparison that does not fit the type of its field, and more than [`Condition::DEEPEST`] conditions within each
    /// other. Another one if `today` is not a full date.
    pub fn new(condition: &Condition, schema: &Schema, today: PartialDate) -> Result<Self, SegmentError> {
        let Some(today) = Today::of(today) else {
            let (text, found) = (today.to_string(), format!("`{today}`"));
            let expected = "a full date for today".to_owned();
            return Err(Trouble { span: 0..text.len(), text, expected, found, meant: None }.into());
        };
        let written = super::build::build(condition, None, schema, today)?;
        Ok(Self { condition: condition.clone(), planned: written.planned(Truth::Yes, &[]), written, today })
    }

    /// The condition that the filter was made of.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// Whether a contact certainly meets the condition.
    pub fn matches(&self, contact: &Contact) -> bool {
        self.planned.is(Truth::Yes, &Around::alone(contact, self.today))
    }

    /// What the condition says of a contact of which nothing else is known. Its events and the records around it are
    /// unknown; a [`Book`] has them.
    ///
    /// A usual condition costs some 10 to 100 ns for each test that has to be asked; the cheap ones are asked first.
    pub fn truth(&self, contact: &Contact) -> Truth {
        self.planned.truth(&Around::alone(contact, self.today))
    }

    /// The same for the contact in a row of a book; unknown for a row that it does not have.
    pub fn truth_in(&self, book: &Book<'_>, row: usize) -> Truth {
        Around::of(book, row, self.today).map_or(Truth::Unknown, |around| self.planned.truth(&around))
    }

    /// The rows of the contacts that certainly meet the condition, in their order; on all cores where the feature
    /// `parallel` is on.
    ///
    /// What is asked first is what is cheap and decides for most of some sample contacts; the answer does not depend on it.
    pub fn rows(&self, book: &Book<'_>) -> Vec<usize> {
        /// The contacts by which the order of the tests is found.
        const SAMPLE: usize = 61;
        /// The contacts of which a test is asked together: what is read of them stays at hand for the next test.
        const TOGETHER: usize = 512;
        let count = book.contacts().len();
        let sample =
            (0..SAMPLE.min(count)).filter_map(|nth| Around::of(book, nth * count / SAMPLE.min(count), self.today));
        let planned = self.written.planned(Truth::Yes, &sample.collect::<Vec<_>>());
        let some = |first: usize| {
            let mut rows: Vec<usize> = (first..count.min(first + TOGETHER)).collect();
            planned.retain(Truth::Yes, &mut rows, book, self.today);
            rows
        };
        let firsts: Vec<usize> = (0..count).step_by(TOGETHER).collect();
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            firsts.into_par_iter().flat_map_iter(some).collect()
        }
        #[cfg(not(feature = "parallel"))]
        firsts.into_iter().flat_map(some).collect()
    }

    /// The ids of the contacts that certainly meet the condition.
    pub fn members(&self, book: &Book<'_>) -> Members {
        self.rows(book).into_iter().filter_map(|row| book.contacts().get(row)).map(|contact| &contact.id).collect()
    }

    /// Why a contact of which nothing else is known is in or out.
    ///
    /// ```
    /// use contactkit::contact::{Contact, PartialDate, Schema};
    /// use contactkit::segment::{Condition, Filter};
    ///
    /// let today = PartialDate::full(2026, 5, 17).unwrap();
    /// let condition: Condition = r#"tag = "vip" and (country = "FI" or age < 30)"#.parse().unwrap();
    /// let filter = Filter::new(&condition, &Schema::default(), today).unwrap();
    ///
    /// let mut ada = Contact::person("ada");
    /// ada.tags.insert("VIP".to_owned());
    /// assert_eq!(
    ///     filter.explain(&ada).to_string(),
    ///     "unknown: tag = \"vip\" and (country = \"FI\" or age < 30)\n\
    ///     \x20 yes: tag = \"vip\" (is \"VIP\")\n\
    ///     \x20 unknown: country = \"FI\" or age < 30\n\
    ///     \x20   unknown: country = \"FI\" (is missing)\n\
    ///     \x20   unknown: age < 30 (is missing)"
    /// );
    /// ```
    pub fn explain(&self, contact: &Contact) -> Explanation {
        Explanation::of(&self.condition, &self.written, &Around::alone(contact, self.today))
    }

    /// Why the contact in a row of a book is in or out; nothing for a row that it does not have.
    pub fn explain_in(&self, book: &Book<'_>, row: usize) -> Option<Explanation> {
        let around = Around::of(book, row, self.today)?;
        Some(Explanation::of(&self.condition, &self.written, &around))
    }

    /// Why no contact can ever meet the condition: for each way in which it could be met, the tests that contradict each
    /// other. Nothing if some contact may, or if it is not certain that none can.
    ///
    /// ```
    /// use contactkit::contact::{PartialDate, Schema};
    /// use contactkit::segment::{Condition, Filter};
    ///
    /// let today = PartialDate::full(2026, 5, 17).unwrap();
    /// let never = |text: &str| {
    ///     let condition: Condition = text.parse().unwrap();
    ///     Filter::new(&condition, &Schema::default(), today).unwrap().never()
    /// };
    /// let why = never(r#"count(purchase) > 5 and (count(purchase) < 3 or kind not in ["person", "organization"])"#);
    /// assert_eq!(
    ///     why.unwrap(),
    ///     [
    ///         "count(purchase) > 5 and count(purchase) < 3",
    ///         r#"kind not in ["person", "organization"]"#,
    ///     ]
    /// );
    /// // A contact can have two birth dates, if its sources disagree.
    /// assert_eq!(never("age > 30 and age < 20"), None);
    /// ```
    pub fn never(&self) -> Option<Vec<String>> {
        super::never::why(&self.condition, &self.written)
    }
}

impl Condition {
    /// Reads a condition and checks it against a schema. The day does not matter for that.
    ///
    /// # Errors
    /// A [`SegmentError`] that points into the text: where it cannot be read, and as [`Filter::new`].
    pub fn read(text: &str, schema: &Schema) -> Result<Self, SegmentError> {
        let (condition, _) = super::parse::read(text)?;
        let any_day = PartialDate::full(2000, 1, 1).and_then(Today::of);
        any_day.map_or(Ok(()), |today| super::build::build(&condition, Some(text), schema, today).map(|_| ()))?;
        Ok(condition)
    }
}
