//! Charts of a group's figures: numbers become placement, placement becomes ink. Only what a summary made
//! of shown figures is drawn; words arrive from outside, colours live in `style.css`.

mod benefits;
mod change;
mod climate;
mod coverage;
mod follow_through;
mod funnel;
mod ground;
mod groups;
mod ink;
mod labels;
mod outcome;
mod placement;
mod progress;
mod shares;
mod sheet;
mod strip;
mod tips;
mod trend;

pub use benefits::{BenefitsWords, benefits};
pub use change::{ChangeWords, change};
pub use climate::{ClimateWords, climate, latest_mark};
pub use coverage::{CoverageWords, coverage};
pub use follow_through::{FollowThroughWords, follow_through, hidden_follow_through};
pub use funnel::{FunnelWords, funnel};
pub use groups::{GroupsWords, groups};
pub use outcome::{OutcomeWords, hidden, outcome};
pub use progress::{ProgressWords, progress};
pub use shares::{SharesWords, shares};

use ink::Escaped;

/// The look of every chart, to be put once into a page that holds inline ones.
///
/// Colours are literal because the documents' SVG reader knows no `var()`.
pub const STYLE: &str = concat!(include_str!("style.css"), include_str!("dark.css"));

/// The look on paper, which stays light.
const LIGHT: &str = include_str!("style.css");

/// How much room a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// 724 px: a page's column, or the width of a document. All windows.
    Page,
    /// 316 px: a phone. The latest eight windows.
    Phone,
}

impl Frame {
    /// Width in pixels, and how many of the latest windows are drawn.
    fn room(self) -> (f64, usize) {
        match self {
            Frame::Page => (724.0, usize::MAX),
            Frame::Phone => (316.0, 8),
        }
    }

    /// Width of charts that stand in a row on a page: as wide as the column beside the trend, or as what a phone of 320 px
    /// leaves.
    fn narrow(self) -> f64 {
        match self {
            Frame::Page => 322.0,
            Frame::Phone => 268.0,
        }
    }

    /// Width of names at the right of a plot; longer ones break.
    fn names<'a>(self, names: impl Iterator<Item = &'a str>) -> f64 {
        let widest = names.map(placement::width).fold(0.0, f64::max);
        widest.min(if self == Frame::Page { 141.0 } else { 76.0 })
    }
}

/// A drawn chart.
#[derive(Clone, Debug)]
pub struct Chart {
    id: String,
    size: (f64, f64),
    title: String,
    label: String,
    body: String,
}

impl Chart {
    /// For a page that carries [`STYLE`]: takes the page's fonts and its dark mode.
    pub fn inline(&self) -> String {
        self.svg("", "")
    }

    /// A file of its own, for documents: brings its light style, in Inter.
    pub fn standalone(&self) -> String {
        let style = format!("<style>{LIGHT}.ch text{{font-family:Inter}}</style>");
        self.svg(" xmlns=\"http://www.w3.org/2000/svg\"", &style)
    }

    /// What it shows, in words: for a document's alternative text.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Width and height in pixels; text is 13 px at this size.
    pub fn size(&self) -> (f64, f64) {
        self.size
    }

    fn svg(&self, namespace: &str, style: &str) -> String {
        let (width, height) = self.size;
        let (title, label) = (Escaped(&self.title), Escaped(&self.label));
        let defs = if self.body.contains("url(#") {
            hatch(&self.id)
        } else {
            String::new()
        };
        format!(
            "<svg{namespace} class=\"ch\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-label=\"{label}\"><title>{title}</title><desc>{label}</desc>{style}{defs}{}</svg>",
            self.body
        )
    }
}

fn hatch_id(id: &str) -> String {
    format!("{id}-w")
}

fn hatch(id: &str) -> String {
    format!(
        "<pattern id=\"{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"hb\" d=\"M0 0h8v8h-8z\"/><path class=\"hl\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/></pattern>",
        hatch_id(id)
    )
}
