//! A table of bits, in which multiples are crossed out.

// ANCHOR: listing
/// Crosses out every `step`th place of the table from `place` on. Returns the
/// first one beyond the table's end, counted from there.
pub(super) fn cross_out(table: &mut [u8], mut place: usize, step: usize) -> usize {
    let places = 8 * table.len();
    while place < places {
        table[place / 8] &= !(1 << (place % 8));
        place += step;
    }
    place - places
}

/// How many of the table's first `places` are not crossed out.
pub(super) fn left(table: &[u8], places: usize) -> u64 {
    let (bytes, rest) = table.split_at(places / 8);
    let of_rest = rest.first().map_or(0, |byte| byte & ((1 << (places % 8)) - 1));
    let ones = bytes.iter().map(|byte| u64::from(byte.count_ones()));
    ones.sum::<u64>() + u64::from(of_rest.count_ones())
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_on_where_the_table_before_ended() {
        let mut table = [u8::MAX; 2];
        assert_eq!(cross_out(&mut table, 1, 5), 0);
        assert_eq!(table, [0b1011_1101, 0b1111_0111]);
        assert_eq!(cross_out(&mut table, 20, 7), 4);
    }

    #[test]
    fn what_is_beyond_the_last_place_is_not_counted() {
        assert_eq!(left(&[0b1000_0001, 0b1111_1111], 11), 5);
        assert_eq!(left(&[0b1000_0001], 8), 2);
    }
}
