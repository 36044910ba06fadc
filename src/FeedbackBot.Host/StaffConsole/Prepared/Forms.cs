using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Prepared;

/// <summary>A prepared reply as its form has it.</summary>
public sealed record CannedForm(Guid? Id, string Title, string Shortcut, string Chinese, string English, string Sharing, Guid? Team)
{
    public static CannedForm Of(CannedReply? reply) => reply == null
        ? new(null, "", "", "", "", "", null)
        : new(reply.Id, reply.Title, reply.Shortcut, reply.ChineseText ?? "", reply.EnglishText ?? "", ColumnForms.Word(reply.Sharing), reply.TeamId);

    public static CannedForm Read(IFormCollection form) => new(
        PostedId(form, "id"), form["title"].ToString(), form["shortcut"].ToString(), form["chinese"].ToString(), form["english"].ToString(), form["sharing"].ToString(), PostedId(form, "team"));

    internal static Guid? PostedId(IFormCollection form, string name) => Guid.TryParse(form[name].ToString(), out var id) ? id : null;
}

/// <summary>A macro as its form has it: one field for each kind of step, and the steps in the order in which they make sense.</summary>
public sealed record MacroForm(Guid? Id, string Name, string Sharing, Guid? Team, IReadOnlyDictionary<string, string> Values)
{
    public string this[string field] => Values.GetValueOrDefault(field, "");

    public static MacroForm Of(Macro? macro)
    {
        var values = new Dictionary<string, string>();
        foreach (var step in macro?.Steps ?? [])
        {
            values[step.ReplyId == null ? step.Do : "canned"] = step.ReplyId?.ToString()
                ?? (step.Do == MacroStep.Tag && values.TryGetValue(step.Do, out var tags) ? $"{tags}, {step.Text}" : step.Text ?? "");
            if (step.Do == MacroStep.Resolve)
            {
                (values["cause"], values["remedy"]) = (step.Cause ?? "", step.Remedy ?? "");
                values["responsibility"] = step.Responsibility is { } whose ? ColumnForms.Word(whose) : "";
            }
        }

        return new(macro?.Id, macro?.Name ?? "", macro == null ? "" : ColumnForms.Word(macro.Sharing), macro?.TeamId, values);
    }

    public static MacroForm Read(IFormCollection form) => new(
        CannedForm.PostedId(form, "id"), form["name"].ToString(), form["sharing"].ToString(), CannedForm.PostedId(form, "of_team"),
        form.ToDictionary(f => f.Key, f => f.Value.ToString()));

    public IReadOnlyList<MacroStep> Steps() => [.. MacroStep.Kinds.SelectMany(StepsOf)];

    private IEnumerable<MacroStep> StepsOf(string kind)
    {
        if (kind == MacroStep.Resolve)
        {
            return new[] { this["cause"], this["remedy"], this["responsibility"] }.All(string.IsNullOrWhiteSpace) ? [] :
                [new(kind, Cause: this["cause"].Trim(), Remedy: this["remedy"].Trim(), Responsibility: ColumnForms.TryParse<Responsibility>(this["responsibility"], out var whose) ? whose : null)];
        }

        if (kind == MacroStep.Reply && Guid.TryParse(this["canned"], out var canned))
        {
            return [new(kind, ReplyId: canned)];
        }

        var text = this[kind].Trim();
        return text.Length == 0 ? []
            : kind == MacroStep.Tag ? text.Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(tag => new MacroStep(kind, tag))
            : [new(kind, text)];
    }
}
