//! What only a browser shows: a phone without JavaScript, a keyboard, accessibility, weight.

mod axe;
mod exchange;
mod keyboard;
mod member;
mod pages;
mod phone;
mod staff;
mod weight;
