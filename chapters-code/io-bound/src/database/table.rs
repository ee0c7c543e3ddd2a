//! The table that is queried: whole numbers by an id, so that the answer of any
//! query is known without asking.

/// The query. Both databases understand it; the parameter is an id.
pub(super) fn query(table: &str, parameter: &str) -> String {
    format!("select value from {table} where id = {parameter}")
}

/// The statements that make and fill the table with the ids from 0 on.
pub(super) fn making(table: &str, numbers: &str) -> String {
    format!(
        "create table {table} (id bigint primary key, value bigint not null);
         insert into {table} select id, id * {FACTOR} % {MODULUS} from {numbers};"
    )
}

const FACTOR: i64 = 7_919;
const MODULUS: i64 = 1_000_003;

/// The value of an id.
pub(super) fn value(id: i64) -> i64 {
    id * FACTOR % MODULUS
}

/// The ids that are asked for: all over the table, as users would.
pub(super) fn ids(queries: u64, rows: u64) -> Vec<i64> {
    /// A prime: it divides no usual number of rows, and so passes over all of them.
    const STRIDE: u64 = 1_000_003;
    (0..queries).map(|number| (number * STRIDE % rows) as i64).collect()
}
