using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HandlebarsDotNet;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>A prompt as it stands in its file.</summary>
public sealed class Prompt
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HandlebarsTemplate<object, object> _template;

    internal Prompt(string name, string template, IReadOnlyList<PromptVariable> variables, AnswerSchema schema, float? temperature, int? mostTokens)
    {
        (Name, Variables, Schema, Temperature, MostTokens) = (name, variables, schema, temperature, mostTokens);

        // Values are encoded before they are put in, as Semantic Kernel does it: no form of braces in a template can then let one in as it is.
        _template = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true }).Compile(template);
    }

    /// <summary>The file's name without its ending.</summary>
    public string Name { get; }

    public IReadOnlyList<PromptVariable> Variables { get; }

    /// <summary>What an answer must look like.</summary>
    public AnswerSchema Schema { get; }

    public float? Temperature { get; }

    public int? MostTokens { get; }

    /// <summary>The prompt's messages. A value enters as JSON text, its quotes and line breaks escaped, then encoded for the markup: it can close neither the one nor the other.</summary>
    public IReadOnlyList<PromptMessage> Render(JsonObject input)
    {
        var values = new Dictionary<string, object>();
        foreach (var variable in Variables)
        {
            if (!input.ContainsKey(variable.Name) && variable.IsRequired)
            {
                throw new ArgumentException($"{Name} needs a value for {variable.Name}.", nameof(input));
            }

            var text = XmlText.Clean(input[variable.Name])?.ToJsonString(Plain) ?? variable.Default ?? "";
            values[variable.Name] = WebUtility.HtmlEncode(XmlText.Clean(text));
        }

        return ChatMarkup.Parse(_template(values));
    }
}

/// <summary>A value that a prompt needs.</summary>
/// <param name="Default">What stands there where no value is given.</param>
public sealed record PromptVariable(string Name, string Description, bool IsRequired, string? Default);
