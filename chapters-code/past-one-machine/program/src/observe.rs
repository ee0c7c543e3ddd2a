//! Looking at each record of a stream.

use timely::dataflow::Stream;
use timely::dataflow::operators::Inspect as _;
use timely::progress::Timestamp;

/// Timely's [`inspect`](timely::dataflow::operators::Inspect::inspect), with the type of the
/// records known: where another library makes more things iterable (on macOS one does), the
/// compiler cannot tell what timely's is about.
pub trait Observe<R> {
    /// Calls this with each record, and passes it on.
    fn observe(self, look: impl FnMut(&R) + 'static) -> Self;
}

impl<T: Timestamp, R: Clone + 'static> Observe<R> for Stream<'_, T, Vec<R>> {
    fn observe(self, mut look: impl FnMut(&R) + 'static) -> Self {
        self.inspect_core(move |event| {
            if let Ok((_, records)) = event {
                records.iter().for_each(&mut look);
            }
        })
    }
}
