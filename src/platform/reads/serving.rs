//! Serving: the reads of a tick queue, share what their server has left, and are answered, wait on,
//! or fail.

use super::MOST_TICKS_WAITING;
use super::stale::ReturningReads;
use crate::platform::{AppId, DatabaseError, DatabaseId, Platform, journal};
use crate::sim::chance::Cause;

/// The reads of a process type that wait for a database.
struct Queue {
    app: AppId,
    /// The place of the process type in the formation.
    process: u32,
    database: DatabaseId,
    waiting: u64,
    cost: u64,
}

impl Queue {
    fn work(&self) -> u64 {
        self.waiting.saturating_mul(self.cost)
    }
}

impl Platform {
    /// Lets the dynos of all apps read, after the writes of the tick.
    pub(in crate::platform) fn serve_reads(&mut self) {
        self.begin_reports();
        let mut queues = Vec::new();
        for at in 0..self.apps.len() {
            self.queue_reads(AppId(at as u32), &mut queues);
        }
        for queue in &queues {
            let server = self.database(queue.database).server;
            let room = self.fleet.room_for_reads(server);
            // A server is shared in the proportions of what is asked of it.
            let here = queues.iter().filter(|other| other.database == queue.database);
            let asked: u64 = here.map(Queue::work).sum();
            let served = match asked <= room {
                true => queue.waiting,
                // Rounded up, so that nobody waits for ever.
                false => {
                    let product = u128::from(queue.waiting) * u128::from(room);
                    (product.div_ceil(u128::from(asked)) as u64).min(queue.waiting)
                }
            };
            self.fleet.read(server, served.saturating_mul(queue.cost));
            self.answer(queue, served);
        }
    }

    /// Queues what the dynos of an app read in this tick, or lets it fail.
    fn queue_reads(&mut self, id: AppId, queues: &mut Vec<Queue>) {
        if !self.app(id).is_reading() {
            return;
        }
        let (chance, now) = (self.chance, self.now());
        let target = self.read_target(id);
        let maintenance = self.app(id).maintenance;
        for (process, at) in self.apps[id.0 as usize].formation.iter_mut().zip(0..) {
            let is_closed = process.is_web() && maintenance || process.dynos.is_empty();
            let arrivals = process.reads(chance, now.ticks());
            let reading = &mut process.reading;
            // Visitors who get the maintenance page ask for nothing more.
            reading.waiting = if is_closed { 0 } else { reading.waiting + arrivals };
            if !process.dynos.iter().any(|dyno| dyno.is_up(now)) {
                reading.update_rate(0);
                continue;
            }
            match target {
                Ok(database) => {
                    let (waiting, cost) = (reading.waiting, process.reads.cost);
                    queues.push(Queue { app: id, process: at, database, waiting, cost });
                }
                Err(_) => {
                    reading.failed += std::mem::take(&mut reading.waiting);
                    reading.update_rate(0);
                }
            }
        }
        self.note_reads(id, target.err());
    }

    /// Notes in the journal when no read of an app is answered any more, and when they are again.
    fn note_reads(&mut self, id: AppId, error: Option<DatabaseError>) {
        let app = &mut self.apps[id.0 as usize];
        let before = std::mem::replace(&mut app.read_refused, error);
        let name = app.name.clone();
        match error {
            _ if before == error => {}
            None => self.note(false, journal::APP, format!("{name} can read again.")),
            Some(error) => {
                let why = self.why_not(id, self.app(id).read_var(), error);
                self.note(true, journal::APP, format!("{name} cannot read: {why}."));
            }
        }
    }

    /// So many reads of a queue are answered; of the others those fail that waited for too long.
    fn answer(&mut self, queue: &Queue, served: u64) {
        let (chance, tick) = (self.chance, self.now().ticks());
        let process = &mut self.apps[queue.app.0 as usize].formation[queue.process as usize];
        let (profile, reading) = (process.reads, &mut process.reading);
        reading.update_rate(served);
        reading.served += served;
        reading.waiting -= served;
        let most = served.saturating_mul(MOST_TICKS_WAITING);
        let given_up = reading.waiting.saturating_sub(most);
        reading.waiting -= given_up;
        reading.failed += given_up;
        let draw = chance.draw(Cause::Reads(process.key), tick);
        let returning = ReturningReads::of(&profile, served, draw);
        if returning.count() > 0 {
            let stale = self.look_for_stale(queue.app, queue.database, &returning);
            let process = &mut self.apps[queue.app.0 as usize].formation[queue.process as usize];
            process.reading.stale += stale;
        }
    }
}
