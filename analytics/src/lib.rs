//! Statistics on group therapy: scoring, release rules, trends and what a page says of them. No clock,
//! no database, and no file but those handed in.

pub mod change;
pub mod disclosure;
pub mod error;
pub mod figures;
pub mod measure;
pub mod overview;
pub mod period;
pub mod process;
pub mod progress;
pub mod record;
pub mod scoring;
pub mod summary;
pub mod table;
pub mod tallies;
pub mod tally;
pub mod trend;

pub use disclosure::{Own, Shown, Unrestricted};
pub use error::Error;
pub use measure::Measure;
pub use overview::Overview;
pub use period::Period;
pub use record::{Record, Reply, Window};
pub use summary::Summary;
pub use tally::{Coded, PooledSums, Tally};
