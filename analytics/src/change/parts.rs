//! How many people of several groups changed how, as finely as may be shown: each number as a range of whole people.

/// The people of several groups by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeParts {
    /// People who improved reliably, recovered ones among them.
    pub improved: Part,
    /// Those of them who also crossed the cutoff.
    pub recovered: Part,
    /// People who deteriorated reliably.
    pub deteriorated: Part,
}

/// A number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// At least so many.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

impl ChangeParts {
    /// What the other two leave of `people` for those without reliable change.
    pub fn unchanged(&self, people: u32) -> Part {
        let rest =
            |improved: u32, deteriorated: u32| people.saturating_sub(improved + deteriorated);
        Part {
            least: rest(self.improved.most, self.deteriorated.most),
            most: rest(self.improved.least, self.deteriorated.least),
        }
    }
}

impl Part {
    /// The middle of the range: where a drawing that needs one number puts it.
    pub fn middle(&self) -> f64 {
        f64::from(self.least + self.most) / 2.0
    }
}
