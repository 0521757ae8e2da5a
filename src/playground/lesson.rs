//! The lesson in somebody's hands: what was asked of it, what it tells, a solution that types
//! itself, and what is found out about luck and about the best that is possible.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Change, Playground, StopReason, Travel};
use crate::lessons::condition::Figure;
use crate::lessons::lesson::Lesson;
use crate::lessons::progress::{Help, LessonInput, LessonInputKind, Progress};
use crate::lessons::script::Plan;
use crate::plan::best::{Best, BestSearch};
use crate::plan::luck::LuckCheck;
use crate::plan::player::{PlanPlayer, PlayerMove};
use crate::run::Input;
use crate::share::course::{LessonResult, Solving};
use crate::sim::{SimDuration, TICK};

/// What somebody does in the lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonMsg {
    /// One more hint for a step is wanted, or its solution; or its question is answered.
    Asked(LessonInput),
    /// The command that the page suggests is wanted in the prompt.
    RemedyPicked(String),
    /// The rest of a solution is wanted at once.
    TypingSkipped,
    /// A solution that types itself is to stop.
    TypingStopped,
    /// The run is wanted as it was before the wrong turn that is told.
    TrapLeft,
    /// The lesson ends: the world stays, its steps are put aside, or are taken up again.
    Ended,
    Resumed,
}

/// Ticks between two looks at whether a frame has time for more.
const SLICE: u32 = 50;

/// A solution that is typed: about 20 letters a second, and a moment before Enter.
#[derive(Clone, Debug)]
pub(super) struct Typist {
    player: PlanPlayer,
    line: Option<TypedLine>,
    is_skipped: bool,
}

#[derive(Clone, Debug)]
struct TypedLine {
    text: String,
    typed_for: SimDuration,
}

const PER_LETTER: SimDuration = SimDuration::from_millis(50);
const BEFORE_ENTER: SimDuration = SimDuration::from_millis(500);

/// What of the lesson has been told, and what is being found out about it.
#[derive(Clone, Debug, Default)]
pub(super) struct LessonDesk {
    /// How many steps were done, and of which wrong turn was told, when that was told last.
    done: Vec<bool>,
    trap: Option<usize>,
    is_finished: bool,
    /// How often any of that changed.
    changes: u32,
    /// Whether the end of the run was shown when it was looked at last, or somebody has acted since
    /// then: what comes after that is lived, and not looked up.
    pub was_live: bool,
    /// What a screen reader is to say of the lesson.
    pub news: String,
    pub typist: Option<Typist>,
    luck: Vec<LuckCheck>,
    best: Option<BestSearch>,
    /// What came of the lesson, until the page has stored it.
    result: Option<LessonResult>,
    /// Whether somebody has put the steps aside.
    pub is_ended: bool,
    /// The command that was tried last, and what came of it.
    pub tried: RefCell<Option<TriedCommand>>,
}

/// A command that was tried in a copy of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TriedCommand {
    command: String,
    /// Where it was tried: inputs done by then, and the step. Another moment of the run, or another
    /// branch, is where somebody travels, and then this is forgotten.
    inputs: usize,
    step: Option<usize>,
    is_wrong_turn: bool,
}

/// How long after a command a wrong turn still shows.
const SOON: SimDuration = SimDuration::from_secs(5);

impl LessonDesk {
    /// Of how many chances the goal of a step was reached in how many, where that is known.
    pub fn luck_of(&self, step: usize) -> Option<u32> {
        self.luck.iter().find(|check| check.step == step)?.result()
    }

    pub fn best(&self) -> Option<&Best> {
        self.best.as_ref()?.best()
    }

    fn is_working(&self) -> bool {
        self.luck.iter().any(|check| check.result().is_none())
            || self.best.as_ref().is_some_and(|search| !search.is_done())
    }
}

impl Playground {
    /// The lesson of the run, and how far it has come, unless somebody has put it aside.
    pub fn lesson(&self) -> Option<(&Rc<Lesson>, &Progress)> {
        let progress = self.playback.run().progress()?;
        (!self.desk.is_ended).then_some((progress.lesson(), progress))
    }

    /// What a screen reader is to say of the lesson.
    pub fn lesson_news(&self) -> &str {
        &self.desk.news
    }

    /// How often a step was done or undone, or a wrong turn noticed, in this run.
    pub fn lesson_changes(&self) -> u32 {
        self.desk.changes
    }

    /// Whether a solution is typing itself.
    pub fn is_typing(&self) -> bool {
        self.desk.typist.is_some()
    }

    /// Whether something about the lesson is still being found out, or typed.
    pub(super) fn is_at_lesson(&self) -> bool {
        self.desk.is_working() || self.desk.typist.is_some() && !self.clock.paused()
    }

    /// What came of a lesson that has ended just now.
    pub fn take_lesson_result(&mut self) -> Option<LessonResult> {
        self.desk.result.take()
    }

    pub(super) fn lesson_msg(&mut self, msg: LessonMsg) {
        match msg {
            LessonMsg::Asked(input) => {
                let wants_solution = input.kind == LessonInputKind::Solution;
                let step = input.step.clone();
                self.act(&Input::Lesson(input));
                if wants_solution && self.is_solution_shown(&step) {
                    self.type_solution(&step);
                }
            }
            LessonMsg::RemedyPicked(command) => {
                self.note_help(LessonInputKind::Remedy);
                self.pick_command(command);
            }
            LessonMsg::TypingSkipped => {
                if let Some(typist) = &mut self.desk.typist {
                    typist.is_skipped = true;
                }
                self.type_on(SimDuration::ZERO);
            }
            LessonMsg::TypingStopped => {
                self.desk.typist = None;
                self.prompt.editor.set(String::new());
            }
            LessonMsg::TrapLeft => {
                if let Some(input) = self.input_before_trap() {
                    self.travel(Travel::Before(input));
                    // What was done is not to be done again when time goes on.
                    self.playback.branch_here();
                    self.call_input_hook(None);
                    self.clock.forget_travel();
                    self.clock.stop(StopReason::LeftTrap);
                }
            }
            LessonMsg::Ended => {
                self.desk.typist = None;
                self.desk.is_ended = true;
            }
            LessonMsg::Resumed => self.desk.is_ended = false,
        }
    }

    /// Whether the question of the current step is still to be answered: until then nothing is
    /// shown that would give it away.
    pub fn awaits_prediction(&self) -> bool {
        let asks = |(_, progress): (_, &Progress)| Some(progress.asks(progress.current()?));
        self.lesson().and_then(asks).unwrap_or_default()
    }

    /// The help taken in the current step.
    pub(super) fn current_help(&self) -> Option<Help> {
        let (_, progress) = self.lesson()?;
        Some(progress.steps()[progress.current()?].help)
    }

    /// Takes note of help that the page gave in the current step.
    pub(super) fn note_help(&mut self, kind: LessonInputKind) {
        let current = |(lesson, progress): (&Rc<Lesson>, &Progress)| {
            Some(lesson.steps[progress.current()?].name.clone())
        };
        if let Some(step) = self.lesson().and_then(current) {
            self.act(&Input::Lesson(LessonInput { step, kind }));
        }
    }

    /// The input to go back to from a wrong turn: the last that was done before it was noticed. An
    /// answer is part of the command that asked, and a hint does nothing.
    pub(super) fn input_before_trap(&self) -> Option<usize> {
        let (_, noticed) = self.lesson()?.1.trap()?;
        let (inputs, answers) = (&self.playback.recording().inputs, &self.playback.end().answers);
        let done = inputs.iter().enumerate().take(noticed.inputs).rev();
        let mut deeds = done.filter(|(_, timed)| !matches!(timed.input, Input::Lesson(_)));
        deeds.find(|(at, _)| !answers.contains(at)).map(|(at, _)| at)
    }

    /// Whether a command leads into a wrong turn of the lesson. It is tried in a copy of the run,
    /// once for each step and input: the page asks again and again.
    pub(super) fn is_wrong_turn(&self, command: &str) -> bool {
        let Some((_, progress)) = self.lesson() else {
            return false;
        };
        let trap_of = |progress: &Progress| progress.trap().map(|(_, noticed)| noticed.trap);
        let (inputs, step) = (self.playback.place().done, progress.current());
        let here =
            |it: &&TriedCommand| it.command == command && (it.inputs, it.step) == (inputs, step);
        if let Some(tried) = self.desk.tried.borrow().as_ref().filter(here) {
            return tried.is_wrong_turn;
        }
        let plan = Plan::read("a remedy", command).unwrap_or_default();
        let mut run = self.playback.run().clone();
        let mut player = PlanPlayer::new(Rc::new(plan), &run);
        for _ in 0..SOON.micros() / TICK.micros() {
            while let Some(PlayerMove::Input(input)) = player.next(&run) {
                input.apply(&mut run);
            }
            run.tick();
        }
        let after = run.progress().and_then(trap_of);
        let is_wrong_turn = after.is_some() && after != trap_of(progress);
        let command = command.to_owned();
        let tried = TriedCommand { command, inputs, step, is_wrong_turn };
        self.desk.tried.replace(Some(tried));
        is_wrong_turn
    }

    /// Whether the solution of a step counts as shown.
    fn is_solution_shown(&self, step: &str) -> bool {
        self.lesson().is_some_and(|(lesson, progress)| {
            lesson.step(step).is_some_and(|at| progress.steps()[at].help.solution)
        })
    }

    fn type_solution(&mut self, step: &str) {
        let Some((lesson, _)) = self.lesson() else {
            return;
        };
        let Some(at) = lesson.step(step) else {
            return;
        };
        let plan = Rc::new(lesson.steps[at].solution.clone());
        self.clock.run();
        self.view.panes.update(super::panes::PaneMsg::TerminalWanted);
        let player = PlanPlayer::new(plan, self.playback.run());
        self.desk.typist = Some(Typist { player, line: None, is_skipped: false });
    }

    /// Goes on with the solution that types itself, after so much wall time.
    pub(super) fn type_on(&mut self, wall: SimDuration) {
        let Some(mut typist) = self.desk.typist.take() else {
            return;
        };
        if let Some(mut line) = typist.line.take() {
            line.typed_for += wall;
            let letters = line.text.chars().count() as u64;
            let shown = line.typed_for.micros() / PER_LETTER.micros();
            let whole = PER_LETTER * letters + BEFORE_ENTER;
            if !typist.is_skipped && line.typed_for < whole {
                let shown: String = line.text.chars().take(shown as usize).collect();
                if shown != self.prompt.editor.text() {
                    self.prompt.editor.set(shown);
                }
                typist.line = Some(line);
                self.desk.typist = Some(typist);
                return;
            }
            self.prompt.editor.set(String::new());
            self.enter_line(&line.text);
        }
        while let Some(next) = typist.player.next(self.playback.run()) {
            match next {
                PlayerMove::Input(Input::Entered(text)) if !typist.is_skipped => {
                    typist.line = Some(TypedLine { text, typed_for: SimDuration::ZERO });
                    break;
                }
                PlayerMove::Input(input) => {
                    self.act(&input);
                }
                PlayerMove::WaitEnded(_) => {}
            }
        }
        let is_done = typist.line.is_none() && typist.player.is_done(self.playback.run());
        self.desk.typist = (!is_done).then_some(typist);
    }

    /// Tells what is new in the lesson, and begins to find out how much of it was luck.
    pub(super) fn look_at_lesson(&mut self) {
        if self.playback.is_opening() {
            return;
        }
        let was_live = std::mem::replace(&mut self.desk.was_live, self.playback.is_live());
        let Some(progress) = self.playback.run().progress() else {
            return;
        };
        let done: Vec<bool> = progress.steps().iter().map(|step| step.is_done).collect();
        let trap = progress.trap().map(|(_, noticed)| noticed.trap);
        let is_finished = progress.finish().is_some();
        let before = &self.desk;
        if (&before.done, before.trap, before.is_finished) == (&done, trap, is_finished) {
            return;
        }
        let lesson = progress.lesson().clone();
        let is_first_look = before.done.is_empty();
        let was_done = |at: usize| before.done.get(at).copied().unwrap_or_default();
        let new: Vec<usize> = (0..done.len()).filter(|at| done[*at] && !was_done(*at)).collect();
        let mut news: Vec<String> = Vec::new();
        for at in &new {
            let step = &lesson.steps[*at];
            let why = step.why.filled(self.playback.run().evidence()).plain();
            news.push(format!("Step {} done: {}. {why}", at + 1, step.title));
        }
        if let Some((wrong, _)) = progress.trap().filter(|_| trap != before.trap) {
            news.push(wrong.message(self.playback.run().evidence()).plain());
        }
        if let Some(finish) = progress.finish().filter(|_| !before.is_finished) {
            let heading =
                if finish.unmet.is_empty() { "done" } else { "over, not as it should be" };
            news.push(format!("The lesson is {heading}."));
        }
        let has_ended = is_finished && !before.is_finished;
        let is_lived = was_live && self.desk.was_live && !is_first_look;
        let result = (has_ended && is_lived).then(|| result_of(progress)).flatten();
        let steps = progress.steps().to_vec();
        let checks = new.iter().filter(|at| !steps[**at].help.solution);
        let recording = self.playback.recording();
        let checks = checks.filter_map(|at| LuckCheck::of(recording, &steps, *at));
        let checks: Vec<LuckCheck> = checks.collect();
        let name = recording.scenario.name().map(str::to_owned);
        let best = is_finished.then(|| BestSearch::new(&recording.scenario)).flatten();
        let desk = &mut self.desk;
        desk.luck.retain(|known| done[known.step] && checks.iter().all(|it| it.step != known.step));
        desk.luck.extend(checks);
        desk.best = match desk.best.take() {
            Some(search) if is_finished => Some(search),
            _ => best,
        };
        (desk.done, desk.trap, desk.is_finished) = (done, trap, is_finished);
        desk.changes += u32::from(!is_first_look);
        if !is_first_look && !news.is_empty() {
            desk.news = news.join(" ");
        }
        if let (Some(result), Some(lesson)) = (result, name) {
            desk.result = Some(LessonResult { lesson, ..result });
        }
    }

    /// Finds out more about the lesson, as far as a frame has time; says whether something new is
    /// known.
    pub(super) fn study_lesson(&mut self) -> Change {
        if !self.desk.is_working() {
            return Change::Nothing;
        }
        let mut has_time = self.stopwatch.has_time();
        while has_time() {
            let luck = self.desk.luck.iter_mut().find(|check| check.result().is_none());
            let has_found = match (luck, &mut self.desk.best) {
                (Some(check), _) => check.work(SLICE) && check.result().is_some(),
                (None, Some(search)) if !search.is_done() => search.work(SLICE),
                _ => return Change::Nothing,
            };
            if has_found {
                return Change::Page;
            }
        }
        Change::Nothing
    }
}

/// What came of a lesson at its end, without its name.
fn result_of(progress: &Progress) -> Option<LessonResult> {
    let finish = progress.finish()?;
    let helps = || progress.steps().iter().map(|step| step.help);
    let hints =
        helps().map(|help| help.hints + usize::from(help.remedy) + usize::from(help.what_if));
    let solving = if helps().any(|help| help.solution) {
        Solving::Shown
    } else if finish.unmet.is_empty() {
        Solving::Solved
    } else {
        Solving::Failed
    };
    Some(LessonResult {
        lesson: String::new(),
        solving,
        hints: hints.sum::<usize>() as u32,
        downtime_ms: Figure::Downtime.at(&finish.totals) / 1_000,
        lost: Figure::CommitsLost.at(&finish.totals),
    })
}
