//! The mapping report that marque implements, as data.

use serde::{Deserialize, Serialize};

/// Its nine themes, ten questions and four calls to action.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    pub themes: Vec<Saying>,
    pub questions: Vec<Saying>,
    pub actions: Vec<Saying>,
}

/// One passage of the report: what it says, what marque does about it, where the law says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saying {
    pub id: String,
    pub title: String,
    pub says: String,
    pub does: Vec<Step>,
    pub differs: Vec<Difference>,
    /// Conclusions that must be decided for the action to be done; only for actions.
    pub decides: Vec<String>,
    /// Duties that the action serves; only for actions.
    pub duties: Vec<String>,
}

/// A command and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub run: String,
    pub shows: String,
}

/// Where the report and the law part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub says: String,
    pub law: String,
    pub cites: Vec<String>,
    /// Wrong, inaccurate or overtaken.
    pub severity: String,
}
