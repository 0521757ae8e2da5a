//! What a simulated day of a leader and eight followers costs, at 10 and at 1,000 commits/s.
use follower_playground::lab::Run;
fn main() {
    for rate in [10, 1000] {
        let world = follower_playground::lessons::read("day", &world(rate))
            .map_err(|m| format!("{m:?}"))
            .unwrap();
        let mut run = Run::start(&world);
        let t = std::time::Instant::now();
        for _ in 0..864_000 {
            run.tick();
        }
        println!(
            "{rate}: {:?} runs {} {:x}",
            t.elapsed(),
            run.world().fleet().timelines().runs_kept(),
            run.hash()
        );
    }
}
fn world(rate: u32) -> String {
    let mut t = format!(
        "title='d'\nstarts='2013-12-05 10:00'\nzones=['a','b']\n[app.sushi]\nprimary='CHARCOAL'\n[app.sushi.process.web]\ndynos=1\nwrites='{rate}/s'\n[database.CHARCOAL]\napp='sushi'\nplan='mecha'\nzone='a'\n"
    );
    for c in ["WHITE", "LAVENDER", "RED", "BLUE", "GREEN", "TEAL", "ROSE", "PINK"] {
        t += &format!("[database.{c}]\napp='sushi'\nplan='mecha'\nzone='b'\nfollows='CHARCOAL'\n");
    }
    t
}
