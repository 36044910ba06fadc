using System.Text.Json;
using FeedbackBot.Connectors.LanguageModel;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>Answers are held to their schema here, whatever the server says it did.</summary>
public sealed class AnswerSchemaTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["word","list","yes","count"],"properties":{
          "word":{"type":"string","enum":["a","b"]},
          "list":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string","minLength":2,"maxLength":3}},
          "yes":{"type":"boolean"},
          "count":{"type":"integer","minimum":0,"maximum":9}}}
        """;

    [Theory]
    [InlineData("""{"word":"a","list":["xy"],"yes":true,"count":3}""", null)]
    [InlineData("""{"word":"c","list":["xy"],"yes":true,"count":3}""", """$.word must be one of ["a","b"]""")]
    [InlineData("""{"word":1,"list":["xy"],"yes":true,"count":3}""", "$.word must be of type string")]
    [InlineData("""{"word":null,"list":["xy"],"yes":true,"count":3}""", "$.word must be of type string")]
    [InlineData("""{"word":"a","list":[],"yes":true,"count":3}""", "$.list has a number of items that must be at least 1")]
    [InlineData("""{"word":"a","list":["xy","xy","xy"],"yes":true,"count":3}""", "$.list has a number of items that must be at most 2")]
    [InlineData("""{"word":"a","list":["x"],"yes":true,"count":3}""", "$.list[0] has a length that must be at least 2")]
    [InlineData("""{"word":"a","list":["xyzz"],"yes":true,"count":3}""", "$.list[0] has a length that must be at most 3")]
    [InlineData("""{"word":"a","list":"xy","yes":true,"count":3}""", "$.list must be of type array")]
    [InlineData("""{"word":"a","list":["xy"],"yes":"true","count":3}""", "$.yes must be of type boolean")]
    [InlineData("""{"word":"a","list":["xy"],"yes":true,"count":3.5}""", "$.count must be of type integer")]
    [InlineData("""{"word":"a","list":["xy"],"yes":true,"count":10}""", "$.count must be at most 9")]
    [InlineData("""{"word":"a","list":["xy"],"yes":true}""", "$.count is missing")]
    [InlineData("""{"word":"a","list":["xy"],"yes":true,"count":3,"effects":[]}""", "$ has a key that is not allowed; allowed are word, list, yes, count")]
    public void A_fault_is_named_with_its_place(string answer, string? fault) =>
        Read(Schema).Faults(JsonDocument.Parse(answer).RootElement).ShouldBe(fault == null ? [] : [fault]);

    [Fact]
    public void Many_faults_are_told_in_part() =>
        Read(Schema).Faults(JsonDocument.Parse($$"""{"word":"a","list":[{{string.Join(',', Enumerable.Repeat("1", 500))}}],"yes":true,"count":3}""").RootElement)
            .Count.ShouldBeLessThanOrEqualTo(8);

    [Theory]
    [InlineData("""{"type":"object","properties":{},"required":[]}""", "additionalProperties must be false")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}},"required":[]}""", "required must name every property")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string","format":"date"}},"required":["a"]}""", "'format', which is not checked here")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{}},"required":["a"]}""", "$.a.type must be one of")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{"type":"array"}},"required":["a"]}""", "$.a.items is missing")]
    [InlineData("""{"type":"string"}""", "$ must be of type object")]
    [InlineData("""{"type":"object",""", "not valid JSON")]
    [InlineData("[]", "$.type must be one of")]
    public void A_schema_that_could_not_be_checked_is_refused(string schema, string expected)
    {
        var faults = new List<string>();
        AnswerSchemaFile.Read(schema, faults.Add).ShouldBeNull();
        faults.ShouldContain(f => f.Contains(expected, StringComparison.Ordinal));
    }

    private static AnswerSchema Read(string schema) => AnswerSchemaFile.Read(schema, fault => throw new InvalidDataException(fault))!;
}
