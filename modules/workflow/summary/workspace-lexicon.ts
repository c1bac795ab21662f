// The workflow room, summaries: the labels of a workspace, as the server knows them.
import type { Workspace } from '../../../kernel/workspace/workspace.ts'
import { labelIn, say, type Language, type Lexicon, type SpokenField } from './lexicon.ts'
import { stepWords } from './summary-texts.ts'
import { summarise, type Line, type SpokenWorkflow } from './summary.ts'

export function lexiconOf(workspace: Workspace, language: Language): Lexicon {
  const spoken = { language }
  return {
    language,
    objectOf: name => workspace.objects.get(name) as ReturnType<Lexicon['objectOf']>,
    optionsOf: (object, field) => stagesOf(workspace, object, field) ?? field.options ?? [],
    memberName: id => id.startsWith('branch:') ? branchName(id.slice(7)) : workspace.members.get(id)?.name,
    roleName: name => labelOf(workspace.roles.get(name)?.label, name),
    teamName: name => labelOf([...workspace.teams.values()].find(team => team.name === name || team.id === name)?.label, name),
  }
  function branchName(named: string) {
    const branch = workspace.branches.get(named) ?? [...workspace.branches.values()].find(each => each.name === named)
    return branch && say(spoken, stepWords.branch, { name: labelIn(spoken, branch.label, branch.name) })
  }
  function labelOf(label: Parameters<typeof labelIn>[1], name: string) {
    return label === undefined ? undefined : labelIn(spoken, label, name)
  }
}

/** The stages of all pipelines of the object: a summary is of no single record. */
function stagesOf({ pipelines }: Workspace, object: string, field: SpokenField) {
  if (!('pipelineField' in field) && field.type !== 'stage') return undefined
  return [...pipelines.values()].filter(pipeline => pipeline.object === object).flatMap(pipeline => pipeline.stages)
}

/** In both languages, as it is signed. */
export function summariseBoth(workspace: Workspace, workflow: SpokenWorkflow): Record<Language, Line[]> {
  return { en: summarise(lexiconOf(workspace, 'en'), workflow), id: summarise(lexiconOf(workspace, 'id'), workflow) }
}
