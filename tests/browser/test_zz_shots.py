import pytest
from tests.cast import *
from glocal_web.portal.models import *
from tests.cast import make_cast
S="/tmp/work/shots-answer/"
@pytest.mark.django_db(transaction=True)
def test_shots(new_page, signed_in, live_server):
    cast=make_cast()
    r=respond(cast.assessment, cast.authority,"A1.1",3,rationale="The profile of 2024 covers arrivals, departures and transit.\nIt was checked with two associations.",status="returned",by=cast.contributor)
    ReviewNote.objects.create(response=r,author=cast.reviewer,step="returned",text="Which year is the profile? Please add the link.")
    Evidence.objects.create(response=r,kind="report",title="Migration profile of Puerto Lirio 2024",url="https://example.org/p",date="2024-05-01",said_by="Planning office",added_by=cast.contributor)
    respond(cast.assessment, cast.authority,"A1.2",1,status="draft",by=cast.contributor)
    respond(cast.assessment, cast.authority,"A1.4",state="dont-know",status="submitted",by=cast.contributor)
    respond(cast.assessment, cast.authority,"A1.5",state="not-applicable",reason="elsewhere",status="draft",by=cast.contributor)
    respond(cast.assessment, cast.authority,"A2.1",4,status="agreed",by=cast.contributor)
    respond(cast.assessment, cast.association_org,"A1.1",1,rationale="Nobody asked us before the profile was printed.",status="submitted",by=cast.association)
    before=assessment(cast.territory,cast.authority,year=2023)
    respond(before,cast.authority,"A1.1",2,rationale="Only refugees were counted.")
    lead=Participant.objects.get(assessment=cast.assessment,is_lead=True)
    from datetime import date
    Assignment.objects.create(participant=lead,person=cast.contributor,scope="A1",due=date(2026,12,1),note="You know this best.")
    pk=cast.assessment.pk
    for name,opts in {"d":{}, "m":dict(viewport={"width":320,"height":640}), "ar":dict(locale="ar"), "dark":dict(color_scheme="dark")}.items():
        page=signed_in(new_page(**opts),cast.contributor)
        for n,path in {"assessment":"","answer":"answer/A1.1/","fresh":"answer/A1.3/","table":"table/","submit":"submit/?part=A1"}.items():
            if name in("dark",) and n not in("answer","assessment"): continue
            page.goto(f"/assessments/{pk}/{path}"); page.screenshot(path=f"{S}{name}-{n}.png",full_page=True)
            w=page.evaluate("document.documentElement.scrollWidth"); 
            print(name,n,w, page.viewport_size["width"])
    for who,paths in {"coordinator":{"people":"people/"},"reviewer":{"queue":"review/","one":"review/A1.1/?for=%d"%Participant.objects.get(organisation=cast.association_org,assessment=cast.assessment).pk}}.items():
        for name,opts in {"d":{}, "m":dict(viewport={"width":320,"height":640}), "ar":dict(locale="ar")}.items():
            page=signed_in(new_page(**opts),getattr(cast,who))
            for n,path in paths.items():
                page.goto(f"/assessments/{pk}/{path}"); page.screenshot(path=f"{S}{name}-{n}.png",full_page=True)
                print(name,n,page.evaluate("document.documentElement.scrollWidth"))
