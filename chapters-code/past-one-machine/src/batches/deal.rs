//! A pact of its own for timely: whole batches to the workers in turn.

// ANCHOR: listing
use timely::communication::Push;
use timely::dataflow::channels::pushers::exchange::Distributor;
use timely::dataflow::channels::{Message, Stamp};

/// Hands each batch to the next worker. An exchange would gather records for each worker
/// until it has a thousand or so, and so decide the size of a message.
#[derive(Default)]
pub struct Deal {
    next: usize,
}

impl Distributor<Vec<u64>> for Deal {
    fn partition<T: Clone, P: Push<Message<T, Vec<u64>>>>(
        &mut self,
        batch: &mut Vec<u64>,
        stamp: &Stamp<T>,
        workers: &mut [P],
    ) {
        Message::push_at(batch, stamp.clone(), &mut workers[self.next]);
        self.next = (self.next + 1) % workers.len();
    }

    fn flush<T: Clone, P: Push<Message<T, Vec<u64>>>>(
        &mut self,
        _stamp: &Stamp<T>,
        _workers: &mut [P],
    ) {
    }
}
// ANCHOR_END: listing
