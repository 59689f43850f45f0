//! What only a browser shows: a phone with and without JavaScript, a keyboard, accessibility, weight.

mod afterwards;
mod axe;
mod exchange;
mod groups;
mod keyboard;
mod measures;
mod member;
mod narrow;
mod pages;
mod phone;
mod reach;
mod second_factor;
mod show;
mod signal;
mod staff;
mod steps;
mod tablet;
mod weight;
mod wire;
