"""Exercises: which is next, doing one, and what came of it. Nothing here can leave: there is no case and no outbox."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.practice.answering import BadAnswer, check_answer, found_in
from amends.desk.practice.models import Attempt
from amends.desk.practice.operations import AlreadyAnswered, answer_exercise, begin_exercise
from amends.desk.practice.queries import (
    FIRST_DAY,
    Chosen,
    answered_last,
    attempt_of,
    begun_by,
    chosen_exercise,
    done_by,
    exercises_of,
    last_attempts,
    next_of,
    open_attempt,
    past_allowed,
    progress_of,
    standing_for,
)
from amends.desk.shops.queries import is_lead, leads
from amends.web.workspace.casepage.sentences import offered_at
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.practising.exercise import exercise_page, present_of
from amends.web.workspace.practising.form import Given, given_in, trouble_with
from amends.web.workspace.practising.letter import desk_for, house_for, letter_of, written
from amends.web.workspace.practising.progress import done_rows, language_rows, rows_of, suggested
from amends.web.workspace.practising.result import result_page
from amends.web.workspace.views.composer import LONGEST

SUGGESTED = 3


def _organisation(frame: Frame) -> Organisation:
    if frame.organisation is None:
        raise BadParameter(_("Practice belongs to a company; you work for none yet."), 404)
    return frame.organisation


def _chosen(frame: Frame, exercise: str) -> Chosen:
    found = chosen_exercise(person_of(frame), exercise)
    if found is None:
        raise BadParameter(_("There is no such exercise for you."), 404)
    return found


def _begun(frame: Frame, exercise: str) -> tuple[Chosen, Attempt]:
    """The exercise that she has begun; one that she has not begun has no clock and no page."""
    chosen = _chosen(frame, exercise)
    attempt = open_attempt(person_of(frame), exercise)
    if attempt is None:
        raise BadParameter(_("This exercise is not begun, or answered already. Begin it from the practice page."), 404)
    return chosen, attempt


def _where_it_stands(frame: Frame, exercise: str) -> HttpResponse:
    """To the exercise while it is open, else to what came of her newest answer, else to all exercises."""
    person = person_of(frame)
    if open_attempt(person, exercise) is not None:
        return redirect("practice_one", exercise=exercise)
    answered = answered_last(person, exercise)
    return redirect("practice_result", attempt_id=answered.pk) if answered is not None else redirect("practice")


@require_safe
@workspace_view
def practice(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    person, organisation = person_of(frame), _organisation(frame)
    done, progress = done_by(person), progress_of(person)
    exercises, begun = exercises_of(person), begun_by(person)
    context = {
        "frame": frame,
        "next": suggested(next_of(exercises, done, frame.now, SUGGESTED, begun), frame.language, begun),
        "all": len(exercises),
        "total": progress.all,
        "first_day": FIRST_DAY - progress.all.done,
        "kinds": rows_of(progress, frame.language),
        "languages": language_rows(progress.languages, frame.language),
        "done": done_rows(last_attempts(person), frame.language),
        "lead": leads(person, organisation),
        "past": past_allowed(organisation),
    }
    return render(request, "workspace/practice/list.html", context)


@require_POST
@workspace_view
def begin(request: HttpRequest) -> HttpResponse:
    """Start an exercise's clock (or go on with it, or start it over) and open its page."""
    frame = frame_of(request)
    chosen = _chosen(frame, request.POST.get("exercise", ""))
    person = person_of(frame)
    begin_exercise(
        actor=actor_of(person),
        person=person,
        organisation=_organisation(frame),
        chosen=chosen,
        now=frame.now,
        anew="anew" in request.POST,
    )
    return redirect("practice_one", exercise=chosen.exercise)


def _page(request: HttpRequest, chosen: Chosen, attempt: Attempt, given: Given, trouble: str = "") -> HttpResponse:
    frame = frame_of(request)
    context = exercise_page(chosen, attempt, frame, given) | {
        "letter": letter_of(chosen, given, frame, house_for(chosen, frame)),
        "trouble": trouble,
    }
    return render(request, "workspace/practice/exercise.html", context, status=409 if trouble else 200)


@require_safe
@workspace_view
def one(request: HttpRequest, exercise: str) -> HttpResponse:
    chosen, attempt = _begun(frame_of(request), exercise)
    return _page(request, chosen, attempt, Given())


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def write(request: HttpRequest, exercise: str) -> HttpResponse:
    """The letter as the composer words what she has chosen; it goes into the form and nowhere else."""
    frame = frame_of(request)
    if request.method != "POST":
        return _where_it_stands(frame, exercise)
    chosen, attempt = _begun(frame, exercise)
    given, trouble = given_in(request), ""
    try:
        given = replace(given, body=written(chosen, given, frame))
    except BadAnswer as refusal:
        trouble = trouble_with(refusal, chosen.scenario, frame.language)
    if not request.headers.get("HX-Request"):
        return _page(request, chosen, attempt, given, trouble)
    letter = letter_of(chosen, given, frame, house_for(chosen, frame))
    context = {"frame": frame, "chosen": chosen, "letter": letter, "trouble": trouble, "given": given}
    return render(request, "workspace/practice/letter.html", context, status=409 if trouble else 200)


@require_POST
@workspace_view
def lint(request: HttpRequest, exercise: str) -> HttpResponse:
    """Findings for the words in the form; nothing is stored."""
    frame = frame_of(request)
    chosen, _attempt = _begun(frame, exercise)
    letter = letter_of(chosen, given_in(request), frame, house_for(chosen, frame))
    context = {"chosen": chosen, "lint": letter.lint, "live": True, "letter": letter}
    return render(request, "workspace/practice/lint_live.html", context)


@require_POST
@workspace_view
def sentences(request: HttpRequest, exercise: str) -> HttpResponse:
    """The sentences that fit what was typed; nothing is stored."""
    frame = frame_of(request)
    chosen, _attempt = _begun(frame, exercise)
    given = given_in(request)
    desk = desk_for(chosen, given, frame, house_for(chosen, frame))
    query = " ".join(request.POST.get("q", "").split())[:LONGEST]
    found = offered_at(desk, query, given.body, frame.language) if desk is not None else []
    context = {"found": found, "query": query, "letter_language": chosen.scenario.language, "frame": frame}
    return render(request, "workspace/case/sentences_found.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def answer(request: HttpRequest, exercise: str) -> HttpResponse:
    """Hand in the answer. What is missing is said, and everything that was chosen and written stays.

    One that was handed in already (a second tab, a second click) leads to what came of it, and so does the address
    alone, as a browser asks for it that opens the page again.
    """
    frame = frame_of(request)
    if request.method != "POST":
        return _where_it_stands(frame, exercise)
    if open_attempt(person_of(frame), exercise) is None and answered_last(person_of(frame), exercise) is not None:
        return _answered_before(request, frame, exercise)
    chosen, attempt = _begun(frame, exercise)
    person, given = person_of(frame), given_in(request)
    told = given.answer()
    try:
        if not given.kind:
            return _page(request, chosen, attempt, given, _("Say what it is about."))
        if chosen.scenario.rating is None:
            check_answer(chosen.scenario, told)
        if not given.body.strip():
            return _page(
                request, chosen, attempt, given, _("Write the letter, or let the composer word what you chose.")
            )
    except BadAnswer as refusal:
        return _page(request, chosen, attempt, given, trouble_with(refusal, chosen.scenario, frame.language))
    found = found_in(
        chosen.scenario, told, given.body, present=present_of(chosen.scenario, attempt, frame.now),
        by=standing_for(chosen), language=person.language, house=house_for(chosen, frame),
    )  # fmt: skip
    try:
        answer_exercise(
            actor=actor_of(person), attempt=attempt, answer=told, letter=given.body, points=found.points, now=frame.now
        )
    except AlreadyAnswered:
        return _answered_before(request, frame, exercise)
    return redirect("practice_result", attempt_id=attempt.pk)


def _answered_before(request: HttpRequest, frame: Frame, exercise: str) -> HttpResponse:
    messages.warning(
        request, _("You had answered this exercise already; this is what came of it. Begin it anew to try again.")
    )
    return _where_it_stands(frame, exercise)


@require_safe
@workspace_view
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    frame = frame_of(request)
    person = person_of(frame)
    attempt = attempt_of(person, attempt_id) if attempt_id < 2**63 else None
    if attempt is None:
        raise BadParameter(_("There is no such answer of yours."), 404)
    chosen = chosen_exercise(person, attempt.exercise)
    if chosen is None:
        raise BadParameter(_("This exercise is no longer offered; your answer counts in your progress."), 404)
    follows = next_of(exercises_of(person), done_by(person), frame.now, 1)
    context = result_page(chosen, attempt, frame) | {
        "next": suggested(follows, frame.language)[:1],
        "may_keep_out": chosen.case is not None and is_lead(person, chosen.case.shop_id),
    }
    return render(request, "workspace/practice/result.html", context)
