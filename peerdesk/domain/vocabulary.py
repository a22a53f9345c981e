"""The closed lists a peer picks from. The codes travel; their labels (en, es) are data in `resources/library`.

Nothing here may name a substance, a diagnosis, a result or a record number: a test compares every code and label with
the never-list.
"""

from enum import StrEnum


class Vocabulary(StrEnum):
    """Codes that are kept and travel. Each is the text it stands for."""

    # An enumeration's own hash is a Python function, and lists and imports ask for thousands.
    __hash__ = str.__hash__


class Setting(Vocabulary):
    """Where an encounter took place."""

    ED = "ed"
    INPATIENT = "inpatient"
    OBS = "obs"
    PSYCH = "psych"
    PERINATAL = "perinatal"
    CLINIC = "clinic"
    VIRTUAL = "virtual"
    HOME = "home"
    STREET = "street"
    SSP = "ssp"
    EMS = "ems"
    RCC = "rcc"
    HOUSE = "house"
    TREATMENT = "treatment"
    SHELTER = "shelter"
    JAIL = "jail"
    RELEASE = "release"
    COURT = "court"
    CAMPUS = "campus"
    OTHER = "other"


class Outcome(Vocabulary):
    """How it went. All of equal weight: none is a failure."""

    MET = "met"
    BRIEF = "brief"
    DECLINED = "declined"
    LATER = "later"
    RESTING = "resting"
    WITH_STAFF = "with_staff"
    LEFT = "left"
    COULDNT_FIND = "couldnt_find"
    NO_ANSWER = "no_answer"
    ASKED_STOP = "asked_stop"
    NOT_SAFE = "not_safe"
    PASSED = "passed"
    FAMILY = "family"


class Support(Vocabulary):
    """What the peer offered."""

    TIME = "time"
    LISTENED = "listened"
    STORY = "story"
    HOPE = "hope"
    OPTIONS = "options"
    QUESTIONS = "questions"
    CALM = "calm"
    MEETING = "meeting"
    BRIDGE = "bridge"
    SPEAK = "speak"
    ADVOCACY = "advocacy"
    INFO = "info"
    OVERDOSE_ED = "overdose_ed"
    SAFER = "safer"
    MEDS_OPTION = "meds_option"
    PLAN = "plan"
    SKILLS = "skills"
    RIDE = "ride"
    PAPERWORK = "paperwork"
    PRACTICAL = "practical"
    OUTSIDE = "outside"
    FAMILY_SUPPORT = "family_support"
    CELEBRATE = "celebrate"
    GOODBYE = "goodbye"


class Mattered(Vocabulary):
    """What mattered to the individual that day."""

    HOUSING = "housing"
    FOOD = "food"
    DOCUMENTS = "documents"
    HEALTH_CARE = "health_care"
    MED_QUESTIONS = "med_questions"
    FAMILY = "family"
    LEGAL = "legal"
    WORK_SCHOOL = "work_school"
    MONEY = "money"
    TRANSPORT = "transport"
    PHONE = "phone"
    SAFETY = "safety"
    GRIEF = "grief"
    PETS = "pets"
    HEARD = "heard"
    GOING_HOME = "going_home"
    PAIN = "pain"
    SPIRITUAL = "spiritual"
    NOTHING = "nothing"


class NextStep(Vocabulary):
    """Where the individual may want to go next. Linkage is never required."""

    TREATMENT = "treatment"
    MOUD = "moud"
    WITHDRAWAL = "withdrawal"
    RESIDENTIAL = "residential"
    OUTPATIENT = "outpatient"
    MENTAL_HEALTH = "mental_health"
    PRIMARY_CARE = "primary_care"
    HARM_REDUCTION = "harm_reduction"
    PEER_CENTER = "peer_center"
    GROUP = "group"
    HOUSE = "house"
    SHELTER = "shelter"
    BENEFITS = "benefits"
    LEGAL_AID = "legal_aid"
    FAMILY_SUPPORT = "family_support"
    PEER_ME = "peer_me"
    PEER_OTHER = "peer_other"
    PERINATAL = "perinatal"
    NONE_WANTED = "none_wanted"


class NextState(Vocabulary):
    """How far a next step has come, in the individual's own telling."""

    OFFERED = "offered"
    CHOSEN = "chosen"
    SET_UP = "set_up"
    CONNECTED = "connected"
    CHANGED_MIND = "changed_mind"


class Supply(Vocabulary):
    """What was handed over. Supplies never leave in a share or a summary."""

    NALOXONE_NASAL = "naloxone_nasal"
    NALOXONE_INJECTABLE = "naloxone_injectable"
    FENTANYL_STRIPS = "fentanyl_strips"
    XYLAZINE_STRIPS = "xylazine_strips"
    SYRINGES = "syringes"
    INJECTION_SUPPLIES = "injection_supplies"
    SMOKING_SUPPLIES = "smoking_supplies"
    SHARPS = "sharps"
    WOUND_CARE = "wound_care"
    CONDOMS = "condoms"
    HIV_TEST = "hiv_test"
    HCV_INFO = "hcv_info"
    HYGIENE = "hygiene"
    FOOD_WATER = "food_water"
    CLOTHES = "clothes"
    RIDE = "ride"
    PHONE = "phone"
    RESOURCE_CARD = "resource_card"


class Mode(Vocabulary):
    """How the two of them were in touch."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    TEXT = "text"
    LETTER = "letter"
    GROUP = "group"


class Length(Vocabulary):
    """About how long, in minutes."""

    UNDER_5 = "under_5"
    FROM_5 = "5_15"
    FROM_15 = "15_30"
    FROM_30 = "30_60"
    OVER_60 = "60_plus"


class Language(Vocabulary):
    """The language of the conversation."""

    EN = "en"
    ES = "es"
    ASL = "asl"
    OTHER = "other"


class Interpreter(Vocabulary):
    """Who interpreted."""

    NONE = "none"
    STAFF = "staff"
    PHONE = "phone"
    FAMILY_ASKED = "family_asked"


class WrittenWith(Vocabulary):
    """Whether the individual saw the words."""

    TOGETHER = "together"
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"


class AckKind(Vocabulary):
    """How a supervisor answers a shared item without words."""

    SEEN = "seen"
    THANK = "thank"
    TALK = "talk"


class FollowUpState(Vocabulary):
    """Where a follow-up stands."""

    PLANNED = "planned"
    TRIED = "tried"
    REACHED = "reached"
    THEY_STOPPED = "they_stopped"
    CLOSED = "closed_by_us"


class Role(Vocabulary):
    """What a person's signed invite says they do."""

    PEER = "peer"
    SUPERVISOR = "supervisor"
