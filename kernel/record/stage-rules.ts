// Fields that a stage requires: a record in it, or in a later open or won stage of its pipeline, must have them filled.
// Asked when a record enters a stage and when such a field is emptied, not when an old record is touched elsewhere.
import type { Context } from '../context.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import type { Pipeline, Stage } from '../workspace/workspace.ts'
import { onceFor } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { isEmpty, type Preparation } from './prepare.ts'
import { stageField } from './stage.ts'

/** What holds in one stage. */
interface StageRule { stage: Stage, fields: FieldDefinition[] }

/** Faults name every missing field and the stage, in the reader's language. Call it when formulas are computed. */
export function checkStageRules({ context, object, options, faults }: Preparation, { kind, before, after }: Change, at: number): void {
  const field = stageField(object)
  if (!field || (kind !== 'created' && kind !== 'updated') || options.stageRules === false || options.recompute) return
  const rule = stageRules(context, object).get(placeOf(after, field))
  if (!rule) return
  const moved = !before || placeOf(before, field) !== placeOf(after, field)
  for (const required of rule.fields) {
    if (isFilled(required, after) || !(moved || isFilled(required, before!))) continue
    faults.add(at, required.name, 'field.requiredAtStage', { field: required.label, stage: rule.stage.label })
  }
}

function placeOf(values: RecordValues, field: FieldDefinition): string {
  return `${values[field.pipelineField!]} ${values[field.name]}`
}

/** A yes-or-no field is a box to tick: "no" does not fill it. */
function isFilled({ name, type }: FieldDefinition, values: RecordValues): boolean {
  return type === 'boolean' ? values[name] === true : !isEmpty(values[name])
}

/** By pipeline and stage, those stages in which anything is required. */
function stageRules(context: Context, object: ObjectDefinition): Map<string, StageRule> {
  return onceFor(context, `stage rules ${object.name}`, () => {
    const rules = new Map<string, StageRule>()
    for (const pipeline of context.workspace.pipelines.values()) {
      if (pipeline.object !== object.name) continue
      for (const stage of pipeline.stages) {
        const names = requiredIn(pipeline, stage)
        if (names.size) rules.set(`${pipeline.name} ${stage.value}`, { stage, fields: object.fields.filter(field => names.has(field.name)) })
      }
    }
    return rules
  })
}

/** A lost stage asks for its own fields alone: a deal may be lost at any time. */
function requiredIn({ stages }: Pipeline, stage: Stage): Set<string> {
  const asking = stage.kind === 'lost' ? [stage] : stages.slice(0, stages.indexOf(stage) + 1).filter(each => each.kind !== 'lost')
  return new Set(asking.flatMap(each => each.required ?? []))
}
