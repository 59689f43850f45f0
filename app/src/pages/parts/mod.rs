//! What pages share: layout, form fields, the support panel, a chart with its table.

mod chart;
mod fields;
mod figures_table;
mod layout;
pub mod note_choices;
mod script;
mod support;

pub use crate::words::plain;
pub use chart::{chart_with_table, folded};
pub use fields::{
    Choice, Field, boxes, button, choices, described_by, error_summary, field, hidden, qr_code,
    second_button, select, text_area,
};
pub use figures_table::figures_table;
pub use layout::{
    STYLES, Tab, chart_page, member_chart_page, member_page, plain_page, show_page, sign_in_page,
    staff_page,
};
pub use script::SCRIPT;
pub use support::{contacts, support_panel};
