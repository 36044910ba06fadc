using YamlDotNet.RepresentationModel;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Reads one prompt file in Semantic Kernel's prompt schema. Its loader refuses keys it does not know, so do we.</summary>
internal sealed class PromptFile(string path, List<PromptError> errors)
{
    private readonly PromptYaml _yaml = new(Path.GetFileName(path), errors);
    private readonly int _before = errors.Count;

    public Prompt? Read()
    {
        var root = _yaml.Map(
            PromptYaml.Open(path, _yaml),
            "name", "description", "template_format", "template", "input_variables", "output_variable", "execution_settings");
        if (root == null) return null;
        var name = Path.GetFileNameWithoutExtension(path);
        Expect(root, "name", name.Replace('-', '_'), "the file's name with _ for -");
        Expect(root, "template_format", "handlebars", "the only form read here");
        _yaml.Scalar(_yaml.Find(root, "description"));
        var variables = Variables(_yaml.Find(root, "input_variables"));
        var settings = _yaml.Map(_yaml.Find(root, "execution_settings"), "default") is { } all
            ? _yaml.Map(_yaml.Find(all, "default"), "temperature", "max_tokens", "response_format")
            : null;
        var temperature = settings == null ? null : _yaml.Number(_yaml.Find(settings, "temperature", isRequired: false));
        var most = settings == null ? null : _yaml.Number(_yaml.Find(settings, "max_tokens", isRequired: false));
        var schema = settings == null ? null : Schema(_yaml.Find(settings, "response_format"));
        return _yaml.Scalar(_yaml.Find(root, "template")) is { } template && schema != null && errors.Count == _before
            ? new TemplateCheck(_yaml, template).Build(name, variables, schema, (float?)temperature, (int?)most)
            : null;
    }

    private void Expect(YamlMappingNode map, string key, string wanted, string why)
    {
        if (_yaml.Scalar(_yaml.Find(map, key)) is { } found && found.Value != wanted)
            _yaml.Fault(found, $"'{key}' is '{found.Value}', expected '{wanted}': {why}");
    }

    private List<PromptVariable> Variables(YamlNode? node)
    {
        var variables = new List<PromptVariable>();
        foreach (var one in (node as YamlSequenceNode)?.Children ?? [])
        {
            // allow_dangerously_set_content would let a value in as it is, and is therefore not among the keys.
            if (_yaml.Map(one, "name", "description", "is_required", "default") is not { } map) continue;
            var described = _yaml.Scalar(_yaml.Find(map, "description"))?.Value ?? "";
            var required = _yaml.Scalar(_yaml.Find(map, "is_required", isRequired: false))?.Value;
            var otherwise = (_yaml.Find(map, "default", isRequired: false) as YamlScalarNode)?.Value;
            if (_yaml.Scalar(_yaml.Find(map, "name")) is { } name) variables.Add(new(name.Value!, described, required == "true", otherwise));
        }

        if (node != null && variables.Count == 0) _yaml.Fault(node, "expected a list with at least one variable");
        return variables;
    }

    /// <summary>The schema stands there as JSON text: YAML read by Semantic Kernel turns every number and truth value into a string.</summary>
    private AnswerSchema? Schema(YamlNode? node)
    {
        if (_yaml.Map(node, "type", "json_schema") is not { } format) return null;
        Expect(format, "type", "json_schema", "answers are always held to a schema");
        if (_yaml.Map(_yaml.Find(format, "json_schema"), "name", "strict", "schema") is not { } wrapped) return null;
        _yaml.Scalar(_yaml.Find(wrapped, "name"));
        Expect(wrapped, "strict", "true", "answers are always held to a schema");
        return _yaml.Scalar(_yaml.Find(wrapped, "schema")) is { } text ? AnswerSchemaFile.Read(text.Value!, told => _yaml.Fault(text, told)) : null;
    }
}
