# Measures: what is wrong with a file, and the pages that show them.

fault-line = Line { $line }
fault-not-text = The file is not text in UTF-8: byte { $value } is none of its letters. Save it as “UTF-8”, not as “Unicode”, “Windows” or “Latin-1”.
fault-too-large = The file is larger than { $value } KB. A measure is a few pages of text: this is something else.
fault-syntax = This cannot be read. { $value }.
fault-more-behind = something stands behind the value. A fraction has a point, as in 1.5; a list has square brackets; within a text write \".
fault-no-value = a line needs a field, “=” and a value. Names of fields have no spaces.
fault-other-format = This is neither TOML nor JSON.
fault-risk-about = this speaks of self-harm. Say “risk = true” with each item that asks about it, or “risk = false” with one if none does.
fault-no-answers = the questions have no answers: give “options” to all of them, or to each its own, or a “number” with “least” and “most”.
fault-two-kinds = this question has options and a number: take one of them out.
fault-item-twice = item { $value } stands here twice.
fault-used-by-none = no scale takes this over: each has a range or a direction of its own. Say it in the scale that it is about.
fault-everybody = at this cutoff everybody is a case.
fault-text-between = this text stands above some of the questions only, and would be lost. Put its words into each of them.
fault-unquoted = what is no number has to stand in straight quotation marks, like "this".
fault-unclosed = a text on this line does not end: its closing quotation mark is missing.
fault-two-numbers = two numbers stand here, the lowest score and the highest. A fraction has a point, as in 2.5.
fault-too-deep = Lists and tables lie too deep in each other. A measure needs no more than a few levels.
fault-not-fhir = This is JSON, but not a FHIR Questionnaire: “resourceType” is missing. Measures are TOML files or FHIR R4 Questionnaires.
fault-not-a-questionnaire = This is a FHIR { $value }, not a Questionnaire.
fault-unknown = there is no such field.
fault-meant = Did you mean “{ $word }”?
fault-twice = this field stands here twice.
fault-missing = this field is missing.
fault-kind-text = this has to be text, in quotation marks.
fault-kind-number = this has to be a number.
fault-kind-whole = this has to be a whole number.
fault-kind-flag = this has to be true or false.
fault-kind-list = this has to be a list: in square brackets, or as tables with double ones, “[[…]]”.
fault-kind-table = this has to be a table, its fields in curly brackets.
fault-empty = words are missing here.
fault-too-many = at most { $value } of them fit here.
fault-too-long = at most { $value } characters fit here.
fault-unseen = a character stands in it that nobody can see ({ $value }). Take it out.
fault-belongs-on-top = this is about the whole measure: it stands above the first “[[…]]”.
fault-unsourced = “verified = true” needs a “source”: what was it checked against?
fault-above = this has to be above { $value }.
fault-outside = this has to lie between { $low } and { $high }.
fault-not-one-of = this has to be one of: { $value }.
fault-identifier = an identifier has small letters, digits and hyphens between them, such as “phq-9”.
fault-options = a question has two to eleven options.
fault-same = this is the same as number { $value }.
fault-unanswerable = this question has no answers: give it “options”, or a “number” with “least” and “most”.
fault-no-such-item = there is no item { $value }. Items are counted from 1.
fault-not-in-scale = item { $value } counts the other way round here, but the scale does not have it.
fault-mixed = item { $value } has answers of another range than the first one. A mean, or filling in blanks, needs answers that run alike.
fault-upside = the lower number comes first, and the higher one after it.
fault-range = it says { $low } to { $high }, but the answers give { $least } to { $most }.
fault-items-beside-total = with scoring “total” only the total is asked: leave the items out, or score them by “sum” or “mean”.
fault-no-items = a scale has at least one item.
fault-grid = the step has to be above 0 and smaller than the range.
fault-gap = scores between { $low } and { $high } are in no band.
fault-overlap = from { $value } on scores are in two bands.
fault-ends = bands have to reach the end of the range at { $value }.
fault-out-of-range = this lies outside the range, { $low } to { $high }.
fault-all-missing = at least one item has to be answered.
fault-risk-unsaid = this seems to ask about self-harm. Say “risk = true”, or “risk = false” if it does not. A measure with such an item is never asked in a group.
fault-item-type = questions of the type “{ $value }” cannot be scored. Chorus reads choice, integer and decimal.
fault-conditional = this is asked on a condition only (“enableWhen”). Chorus asks everybody everything: take the condition out, or the question.
fault-repeats = this may be answered several times (“repeats”), and only one answer can be scored.
fault-licence-unsaid = the Questionnaire does not say under which licence its words may be used. Say it beside the file.
fault-way-unsaid = A Questionnaire cannot say whether a higher score is a worse one. Say it beside the file.
fault-no-ordinal = what the answers count is missing: an ordinalValue for every option, or minValue and maxValue for a number. A value set has to be contained in the file.

measure-fit = Groups may be asked this.
measure-unfit-risk = Groups are never asked this: item { $item } asks about harming oneself, and nobody can follow up an anonymous answer.
measure-unfit-about = Groups are never asked this: its title or stem speaks of harming oneself, and nobody can follow up an anonymous answer.
measure-unfit-nothing = Groups cannot be asked this: none of its scores may be shown of a group.
measure-scoring = { $kind ->
        [sum] The sum of { $count ->
            [one] item { $items }
           *[other] items { $items }
        }
        [mean] The mean of { $count ->
            [one] item { $items }
           *[other] items { $items }
        }
       *[total] The total alone, as it is typed
    }{ $scaled ->
        [yes] { " " }times { $factor }
       *[no] { "" }
    }, from { $low } to { $high }. { $way ->
        [lower] Lower is better.
       *[higher] Higher is better.
    }
measure-reverse = { $count ->
        [one] Item { $items } counts
       *[other] Items { $items } count
    } the other way round.
measure-blanks = { $count ->
        [one] One item
       *[other] { $count } items
    } may be left blank: the mean of the others stands in.
measure-blanks-none = Without a score where an item is left blank.
measure-blanks-any = One answer is enough.
measure-step = A group’s average is shown in steps of { $step }.
measure-hidden-shared = Not shown of a group: it rests on answers that another score shows already.
measure-hidden-one = Not shown of a group: it is one answer with few steps, which would give people away.
measure-hidden-few = Not shown of a group: it has fewer than six steps from its worst score to its best, which would give people away.
measure-hidden-fine = Not shown of a group: its step of { $step } is finer than { $finest }, which would give people away.
measure-run = { $first } to { $last }

survey-total = Your total on “{ $measure }”
survey-number-hint = { $whole ->
        [yes] A whole number
       *[no] A number
    } from { $least } to { $most }. You may leave it empty.
survey-number-whole = Type a whole number from { $least } to { $most }, or leave it empty
survey-number-any = Type a number from { $least } to { $most }, or leave it empty
definition-scale-turned = { $scale } ({ $way } is better)

measures = Measures
measures-what = Questionnaires that Chorus can ask: what they ask, how they are scored, what their scores mean, and under which licence.
measures-all = All measures
measures-shipped = These come with Chorus
measures-own = Your own
measures-own-none = None yet. A measure of your own is a TOML file, or a FHIR R4 Questionnaire.
measures-own-who = An administrator can add one.
measures-retired = No longer offered
measures-non-commercial = For non-commercial use only
measure-in-short = { $short } · { $items ->
        [0] its total only
        [one] one question
       *[other] { $items } questions
    }{ $fit ->
        [yes] { "" }
       *[no] { " · not for groups" }
    }{ $unverified ->
        [0] { "" }
        [one] { " · one fact not yet verified" }
       *[other] { " · " }{ $unverified } facts not yet verified
    }
non-commercial-off = These belong to others, who allow non-commercial use only. They are switched off: read them before you accept their licences.
non-commercial-terms = Their licences forbid commercial use and ask for the owner’s line wherever the words are shown; Chorus shows it. The words of CORE-10 and their order may not be changed at all, and changed words of the others are passed on under the same licence only. The licences themselves stand at creativecommons.org/licenses.
non-commercial-asked = Asked in these groups: { $groups }.
non-commercial-asked-still = They go on. If you may not use them any more, the groups’ therapists choose another one under Settings.
non-commercial-accept = We use them for nothing commercial, and keep to these licences
non-commercial-start = Switch them on
non-commercial-stop-what = If you switch them off, groups that are asked one of them go on, and no other group can choose one.
non-commercial-stop = Switch them off
non-commercial-on-now = The measures for non-commercial use are switched on. Therapists can choose those that groups may be asked.
non-commercial-off-now = The measures for non-commercial use are switched off. No group can choose one any more.
non-commercial-who = An administrator can switch them on.

measure-added = It is here now. Therapists can choose it for a group, if groups may be asked it.
measure-added-unfit = It is here now, to read.
measure-known = It was here already, word for word.
measure-again = It is offered again.
measure-added-newer = It is here now. Groups that are asked an earlier version go on with it until their therapist chooses this one.
measure-unsaid = Say below what it leaves out, and choose the file again
measure-said-licence-missing = Say the licence: the file does not
measure-way-missing = Say whether a higher score is worse or better: the file cannot
measure-named = { $id }, version { $version }
measure-version-of = Version { $version }
measure-older = This is version { $version }. Groups that are asked it go on with it until their therapist chooses the newer one under Settings.
measure-not-accepted = It is for non-commercial use only, and switched off here: no other group can choose it.
measure-unverified = { $count ->
        [one] One fact on this page is marked “not yet verified”: nobody has checked it against its source. Do not rest a clinical decision on it.
       *[other] { $count } facts on this page are marked “not yet verified”: nobody has checked them against their source. Do not rest a clinical decision on them.
    }
measure-short = In charts
measure-version = Version
measure-recall = Asks about
measure-source = Published by
measure-note = To know
measure-licence = Licence
measure-attribution = Shown with its questions
measure-loinc = LOINC panel
measure-asks = What it asks
measure-asks-total = Only the total is typed: the questions stand on paper, or are asked by somebody.
measure-item-risk = Asks about harming oneself
measure-item-no-risk = It reads as if it asked about harming oneself; the file says that it does not
measure-answers = Answers
measure-number = { $whole ->
        [yes] A whole number
       *[no] A number
    } from { $least } to { $most }
measure-scores = What its scores mean
measure-bands = Bands: { $scale }
measure-band = { $low } to { $high }
measure-band-score = Score
measure-band-name = Called
measure-band-source = Who says so
measure-cutoff = Cutoff: { $way ->
        [up] { $value } or more counts as a case.
       *[down] { $value } or less counts as a case.
    }
measure-change = A change of one person is reliable if it is { $rule ->
        [least] { $value } points or more.
       *[more] more than { $value } points.
    }
measure-no-meaning = No bands, no cutoff and no reliable change are known.
measure-verified = Verified
measure-not-verified = Not yet verified
measure-unscored = { $count ->
        [one] Item { $items } is asked, and belongs to no score.
       *[other] Items { $items } are asked, and belong to no score.
    }
measure-export = Download as FHIR Questionnaire
measure-retire = Offer it no longer
measure-retire-what = If you offer it no longer, groups that are asked it go on, and no other group can choose it.
measure-retired-what = It is not offered any more. Groups that are asked it go on, and no other group can choose it.
measure-offer = Offer it again

measure-add = Add a measure
measure-add-what = Choose a file. If anything in it is wrong, every fault is listed, and nothing is kept. The format is described in docs/measures.md, which comes with Chorus.
measure-look-yourself = Chorus finds questions about self-harm by their words and may miss one. Read them yourself: nobody can follow up an anonymous answer.
measure-add-button = Add it
measure-file = File
measure-file-hint = A TOML file or a FHIR R4 Questionnaire (JSON), of at most { $most } KB
measure-file-missing = Choose a file
measure-file-empty = The file is empty. Choose another one
measure-faults = { $count ->
        [one] The file has a fault. Mend it, and choose the file again
       *[other] The file has { $count } faults. Mend them, and choose the file again
    }
measure-said = If a Questionnaire does not say it
measure-said-what = A FHIR Questionnaire may say neither its licence nor which way its score runs. Leave this empty for a TOML file.
measure-said-licence = Licence
measure-said-licence-hint = What allows you to use its words
measure-way = A higher score is
measure-way-unsaid = As the file says
measure-way-worse = Worse
measure-way-better = Better
measure-refused-built-in = Chorus itself uses “{ $id }”. Give yours another “id”
measure-refused-other = There is a version { $version } of “{ $id }” already that says something else. Results name the version: raise it
measure-refused-older = There is a higher version of “{ $id }” than { $version }. Raise the version
measure-about = About it

group-measure = Questionnaire
group-measure-usual = As is usual for what the group meets about
group-measure-as-usual = As is usual
group-measure-none = None
group-measure-version = { $measure }, version { $version }
group-measure-not-offered = { $measure }, no longer offered
group-second-measure = Second one, by turns
group-measure-hint = Asked in the first session, in every fourth and in the last, and of newcomers at once; never more than one in a session. Two take turns.
group-measure-from = A change counts from session { $session } on. What was asked before stays as it is, and is never put together with what comes after.
group-measure-wrong = Choose a questionnaire that groups may be asked
group-measure-second-wrong = Choose another one than the first, or none
group-measure-second-alone = Choose the first questionnaire too, or leave both to what is usual
measure-said-by = Source: { $source }.
group-measure-usual-or-none = As is usual if the first is, none otherwise
group-focus-usual = { $focus } · { $measures }
measure-refused-kept = This cannot be kept as it is: say its words more shortly
