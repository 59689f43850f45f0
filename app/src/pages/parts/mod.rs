//! What pages share: layout, form fields, the support panel, a chart with its table.

mod chart;
pub mod charts;
mod dates;
mod fields;
mod figures_table;
mod layout;
pub mod note_choices;
pub mod sentences;
mod support;
mod typed;

pub use chart::chart_with_table;
pub use dates::{closing, day, short_day, weekday};
pub use fields::{
    Choice, Field, button, choices, described_by, error_summary, field, hidden, second_button,
    select, text_area,
};
pub use figures_table::{between, column, figures_table};
pub use layout::{
    STYLES, Tab, chart_page, member_chart_page, member_page, sign_in_page, staff_page,
};
pub use support::support_panel;
pub use typed::plain;
