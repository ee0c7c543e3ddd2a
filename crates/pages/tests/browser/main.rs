//! The built book in Chromium.
//!
//! - `every_page`: each page, in every theme, on a desktop and a phone
//! - `timelines`, `calculators`, `scheduler`, `listings`: what scripts make of some
//! - `pictures`: what is drawn by hand
//! - `searching`: what people ask, by its common word
//! - `predictions`: the forms of what to predict, and what they hide
//! - `without_scripts`, `printed`: what is left without them, and on paper
//! - `chromium`: the browser; `hands`: what a reader does in it

mod calculators;
mod chromium;
mod every_page;
mod hands;
mod listings;
mod pictures;
mod predictions;
mod printed;
mod scheduler;
mod searching;
mod timelines;
mod without_scripts;
