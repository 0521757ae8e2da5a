//! The tables of a lesson.

use super::FieldKind::{Conditions, Count, List, Other, Prose, Sentence, Table, Texts, Words};
use super::{FieldKind, FieldSpec, TableSpec, default, in_reference, optional, required};
use crate::lessons::lesson::{ANSWERS, MOST_CONDITIONS, MOST_HINTS, MOST_LINES};

/// The fields of a file that make it a lesson.
pub const OF_LESSON: [&str; 5] = ["lesson", "step", "trap", "way", "wrong_way"];

/// A condition, or a list of them.
const CONDITIONS: FieldKind = Conditions(MOST_CONDITIONS);

/// Lines of a plan.
const LINES: FieldKind = Texts("lines of a plan", 0, MOST_LINES);

const NAME: FieldSpec = required(
    "name",
    Other("a name of small letters, digits and dashes"),
    "By it links and other parts of the file know it. Leave it as it is when you change texts.",
);

pub static LESSON: TableSpec = TableSpec {
    heading: "[lesson]",
    about: in_reference(
        "With it the scenario is a lesson. Its steps, traps and ways follow as lists.",
    ),
    fields: &[
        required("goal", Sentence, "What there is to do, in one sentence."),
        default("minutes", Count(1, 120), "5", "About how long it takes."),
        default(
            "commands",
            Texts("names of commands such as \"pg:info\"", 0, 20),
            "[]",
            "The commands that it is about. help lists them first.",
        ),
        optional(
            "must",
            CONDITIONS,
            "nothing",
            "What holds in the end where the lesson went well. Else its closing card says so.",
        ),
        default(
            "remember",
            Texts("texts", 0, 10),
            "[]",
            "What to take along, a sentence or two each.",
        ),
        optional(
            "best",
            Prose,
            "nothing is said",
            "The closing card shows the best that the solutions of the file and the plans of What \
             if come to from the start. This says why it is no better.",
        ),
    ],
};

pub static STEP: TableSpec = TableSpec {
    heading: "[[step]]",
    about: in_reference(
        "A step. The current one is the first that is not done. Who works ahead has later \
            steps ticked. Its texts may have figures and names that only come to be in braces.",
    ),
    fields: &[
        NAME,
        required("title", Sentence, "What there is to do, in a few words."),
        required("text", Prose, "What there is to do and why."),
        required(
            "goal",
            CONDITIONS,
            "What ends the step, shown as a checklist. All of them have to hold at one moment, and \
             not before the step begins.",
        ),
        default(
            "holds",
            Words(&["once", "still"]),
            "\"once\"",
            "Whether the goal must have held once, or must hold in the end as well.",
        ),
        default(
            "hints",
            Texts("texts", 0, MOST_HINTS),
            "[]",
            "Hints, shown one after the other: the last says nearly all.",
        ),
        required("solution", LINES, "Lines that reach the goal. It may be an empty list."),
        required("why", Prose, "What the step has shown. It is said when the step is done."),
        optional(
            "question",
            Table(&QUESTION),
            "none",
            "A question that is asked before the step, and answered by the simulation.",
        ),
    ],
};

static QUESTION: TableSpec = TableSpec {
    heading: "[step.question]",
    about: in_reference(
        "A question of the step above it: predict, then see. Hints and the solution of the \
            step come after the answer.",
    ),
    fields: &[
        required("text", Prose, "What is asked."),
        required(
            "answer",
            List(&ANSWER, *ANSWERS.end()),
            "Its answers, 2 or more. The first whose when holds is the right one.",
        ),
        optional(
            "settled",
            CONDITIONS,
            "the goal of the step",
            "When the simulation answers. It is looked at from when the step is the current one.",
        ),
        required("why", Prose, "Why the right answer is the right one."),
    ],
};

static ANSWER: TableSpec = TableSpec {
    heading: "[[step.question.answer]]",
    about: in_reference("An answer of the question above it."),
    fields: &[
        required("text", Prose, "What it says."),
        required(
            "when",
            CONDITIONS,
            "What holds, when the question is settled, where this answer is right. Where none is, \
             the page says that what was done decided it, and counts no prediction.",
        ),
    ],
};

pub static TRAP: TableSpec = TableSpec {
    heading: "[[trap]]",
    about: in_reference(
        "A wrong turn that is noticed and explained where it happens. Lint wants a [[wrong_way]] \
         that leads into it. Of several that hold, the last one noticed is told; of those that \
         were noticed at once, the one that stands first in the file.",
    ),
    fields: &[
        NAME,
        optional(
            "step",
            Other("the name of a step of the file"),
            "in all steps",
            "The step in which alone it is looked for.",
        ),
        required("when", CONDITIONS, "What holds where it has happened."),
        required("text", Prose, "What is said of it, and how to get out."),
    ],
};

pub static WAY: TableSpec = TableSpec {
    heading: "[[way]]",
    about: in_reference("Another right way from the start to the end. Lint plays it."),
    fields: &[
        required("title", Sentence, "What is special about it."),
        required("lines", LINES, "All lines from the start to the end."),
    ],
};

pub static WRONG_WAY: TableSpec = TableSpec {
    heading: "[[wrong_way]]",
    about: in_reference("A way into a trap, and perhaps out of it again. Lint plays it."),
    fields: &[
        required("title", Sentence, "What is done wrong."),
        required("trap", Other("the name of a trap of the file"), "The trap that must notice it."),
        required("lines", LINES, "Lines from the start into the trap."),
        optional(
            "out",
            LINES,
            "the way out is to rewind",
            "Lines that lead on from there to the end of the lesson.",
        ),
    ],
};
