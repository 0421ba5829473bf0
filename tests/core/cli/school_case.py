"""The school case of the brief as files: three provisions that together keep children away."""

SCHOOL = """\
portfolio: Puerto Lirio
taxonomy: "1.0"
territories:
  - {id: estalia, name: Estalia, level: national}
  - {id: puerto-lirio, name: Puerto Lirio, level: local, parent: estalia}
organisations:
  - {id: lirio-schools, name: the schools, kind: school, territory: puerto-lirio}
  - {id: lirio-registry, name: the registry, kind: municipal-registry, territory: puerto-lirio}
policies:
  - id: education-act
    title: Education Act
    kind: law
    level: national
    territory: estalia
    provisions:
      - {id: enrol, modality: entitlement, who: school, action: school-enrolment,
         for: {age: [6-17]}, requires: []}
  - id: data-decree
    title: Data decree
    kind: ordinance
    level: local
    territory: puerto-lirio
    provisions:
      - {id: lists, modality: share, who: lirio-schools, action: school-enrolment,
         for: everybody, to: lirio-registry}
  - id: migration-act
    title: Migration Act
    kind: law
    level: national
    territory: estalia
    provisions:
      - {id: report, modality: report, who: municipal-registry, action: any-service,
         for: {status: [irregular]}, to: immigration-authority}
"""

FIREWALL = """\
  - id: safe-schools
    title: Safe schools
    kind: ordinance
    level: local
    territory: puerto-lirio
    provisions:
      - {id: wall, modality: firewall, who: lirio-schools, action: school-enrolment, for: everybody}
      - {id: cut, modality: firewall, who: lirio-registry, action: school-enrolment, for: everybody}
"""
