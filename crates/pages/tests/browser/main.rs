//! The built book in Chromium.
//!
//! - `every_page`: each page, in every theme, on a desktop and a phone
//! - `timelines`, `calculators`: what scripts make of some
//! - `without_scripts`, `printed`: what is left without them, and on paper
//! - `chromium`: the browser

mod calculators;
mod chromium;
mod every_page;
mod printed;
mod timelines;
mod without_scripts;
