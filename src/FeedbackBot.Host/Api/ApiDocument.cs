using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Host.Api.Edge;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FeedbackBot.Host.Api;

/// <summary>The OpenAPI document: public, with full paths, made from the same types that are read and written.</summary>
public static class ApiDocument
{
    private const string Scheme = "apiKey";

    /// <summary>What requests are made of.</summary>
    private static readonly HashSet<Type> Taken =
    [
        typeof(AnalyzeRequest), typeof(DocumentToRead), typeof(CreateTicketRequest), typeof(ContactReference), typeof(AccountReference), typeof(TextRequest),
        typeof(AssignRequest), typeof(ResolveRequest), typeof(ReopenRequest), typeof(HoldRequest), typeof(MergeRequest), typeof(LinkRequest), typeof(ReadingRequest), typeof(AccountRequest),
        typeof(OwnerRequest), typeof(ContactRequest), typeof(OrderRequest), typeof(AnswerRequest), typeof(AnsweringContact), typeof(InvitationRequest),
        typeof(DeputiesRequest), typeof(DigestSettingsRequest), typeof(CampaignRequest), typeof(AudienceRequest), typeof(WebhookRequest), typeof(RotationRequest), typeof(ReplayRequest),
    ];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => ("/" + description.RelativePath).StartsWith(ApiSetup.Root + "/", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        options.AddSchemaTransformer((schema, context, _) => Describe(schema, context));
    });

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "FeedbackBot",
            Version = "v1",
            Description = "Cases in and out, what customers said understood, and how satisfied they are. Errors are RFC 9457 problem details with a stable type.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, made with the command key create.",
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeedsScope>().LastOrDefault() is { } needs)
        {
            operation.Description = $"Needs the scope {needs.Scope}.";
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }

        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<AsksQuery>().LastOrDefault()?.Parameters ?? [])
        {
            operation.Parameters.Add(Parameter(parameter));
        }

        if (context.Description.HttpMethod == "POST")
        {
            operation.Parameters.Add(IdempotencyKey());
            operation.Responses!["422"] = new OpenApiResponse
            {
                Description = "This Idempotency-Key was used for another request.",
                Content = operation.Responses["400"].Content,
            };
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(QueryParameter parameter)
    {
        var word = new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.Words.Count > 0)
        {
            word.Enum = [.. parameter.Words.Select(w => (JsonNode)w)];
        }

        var schema = parameter switch
        {
            { IsLimit: true } => new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Query.MostLimit}", Default = Query.DefaultLimit },
            { IsTime: true } => new() { Type = JsonSchemaType.String, Format = "date-time" },
            { IsList: true } => new() { Type = JsonSchemaType.Array, Items = word },
            _ => word,
        };
        return new() { Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Schema = schema, Style = ParameterStyle.Form, Explode = false };
    }

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = RunOnce.Header,
        In = ParameterLocation.Header,
        Description = "The same key with the same body has one effect, and gets its answer again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
    };

    /// <summary>What the framework cannot see: converters of ours, numbers that must be numbers, and that nothing unknown is taken.</summary>
    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (context.JsonPropertyInfo?.CustomConverter is TextOrNumber)
        {
            schema.Type = JsonSchemaType.String | JsonSchemaType.Integer | JsonSchemaType.Null;
        }
        else if ((schema.Type & (JsonSchemaType.Number | JsonSchemaType.Integer)) != 0)
        {
            schema.Type &= ~JsonSchemaType.String;
            schema.Pattern = null;
        }
        else if (type == typeof(Dictionary<string, JsonElement>))
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null };
        }
        else if (context.JsonPropertyInfo is { Name: "key" } key && key.DeclaringType == typeof(ScoreJson))
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null };
        }
        else if (Taken.Contains(type))
        {
            schema.AdditionalPropertiesAllowed = false;
        }

        return Task.CompletedTask;
    }
}
