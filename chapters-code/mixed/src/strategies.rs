//! The ways to do it, in the order of the page. Each file holds one public function
//! `sum_all`, all with the same signature.

pub mod sequential;
pub mod threads;
