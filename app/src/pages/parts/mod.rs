//! What pages share: layout, form fields, the support panel, a chart with its table.

mod chart;
mod dates;
mod fields;
mod layout;
mod support;

pub use chart::chart_with_table;
pub use dates::{day, time, weekday};
pub use fields::{
    Choice, Field, button, choices, error_summary, field, hidden, second_button, select,
};
pub use layout::{STYLES, Tab, member_page, sign_in_page, staff_page};
pub use support::support_panel;
