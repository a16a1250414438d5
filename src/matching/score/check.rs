//! What a model that comes from outside must be.

use super::super::block::LIMITS;
use super::Model;
use crate::error::{Error, ErrorKind};

/// What a probability may be.
const PROBABILITY: &str = "from 0 to 1";

impl Model {
    /// Whether a model is one that this library can have written: reading one under the feature `serde` checks it.
    ///
    /// Levels and comparisons that it lacks have the default; weights are finite whatever a model says.
    ///
    /// # Errors
    ///
    /// The version is another one, a probability or a share is out of its range, or the levels are not the library's.
    ///
    /// ```
    /// use contactkit::matching::{Model, Records};
    ///
    /// let mut model = Model::for_records(&Records::new());
    /// assert!(model.check().is_ok());
    /// model.match_probability = 95.0;
    /// assert_eq!(
    ///     model.check().unwrap_err().to_string(),
    ///     "setting `match_probability` is 95: it must be from 0 to 1"
    /// );
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        if self.version != Self::VERSION {
            return Err(ErrorKind::setting("version", self.version, Self::VERSION.to_string()).into());
        }
        share("matches_per_record", self.matches_per_record)?;
        share("matches_of_organizations", self.matches_of_organizations)?;
        for (rival, &per_record) in &self.rivals_per_record {
            share(&format!("rivals_per_record.{rival}"), per_record)?;
        }
        probability("match_probability", self.match_probability)?;
        probability("possible_match_probability", self.possible_match_probability)?;
        if self.possible_match_probability > self.match_probability {
            return Err(ErrorKind::Contradiction {
                left: "possible_match_probability".to_owned(),
                right: "match_probability".to_owned(),
                why: "a match must be surer than a possible match".to_owned(),
            }
            .into());
        }
        for (comparison, levels) in &self.comparisons {
            for (number, level) in levels.iter().enumerate() {
                let allowed = comparison.defaults().get(number).map_or("no level", |default| default.name);
                if level.name != allowed {
                    let setting = format!("comparisons.{comparison}[{number}].name");
                    return Err(ErrorKind::setting(setting, format!("{:?}", level.name), allowed).into());
                }
                for value in [level.m].into_iter().chain(level.u) {
                    probability(&format!("comparisons.{comparison}[{number}]"), value)?;
                }
            }
        }
        for (term, frequencies) in &self.frequencies {
            probability(&format!("frequencies.{term:?}.shared"), frequencies.shared)?;
        }
        for (rule, &limit) in &self.block_limits {
            if !LIMITS.contains(&limit) {
                let allowed = format!("from {} to {}", LIMITS.start(), LIMITS.end());
                return Err(ErrorKind::setting(format!("block_limits.{rule:?}"), limit, allowed).into());
            }
        }
        Ok(())
    }
}

fn probability(setting: &str, value: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&value) { Ok(()) } else { Err(ErrorKind::setting(setting, value, PROBABILITY).into()) }
}

fn share(setting: &str, value: f64) -> Result<(), Error> {
    let is_share = value.is_finite() && value > 0.0;
    if is_share { Ok(()) } else { Err(ErrorKind::setting(setting, value, "a number above 0").into()) }
}

#[cfg(feature = "serde")]
mod serde_of_model {
    use super::Model;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    // the functions that are called are those that serde derives for `remote = "Self"`
    impl Serialize for Model {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Self::serialize(self, serializer)
        }
    }

    impl<'de> Deserialize<'de> for Model {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let model = Self::deserialize(deserializer)?;
            model.check().map_err(D::Error::custom)?;
            Ok(model)
        }
    }
}
