using FeedbackBot.Host.Settings;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.DirectLine;

/// <summary>What the web channel is made of, and which foreign pages a browser lets speak to it.</summary>
public static class DirectLineSetup
{
    public static IServiceCollection AddDirectLine(this IServiceCollection services)
    {
        services.AddSingleton<VisitorTokens>();
        services.AddSingleton<IdentityTokens>();
        services.AddSingleton<Origins>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<KeepAttachment>();
        services.AddSingleton<SayWithFiles>();
        services.AddSingleton<TypingSigns>();
        services.AddCors();
        return services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DirectLineJson.Default));
    }

    public static void UseDirectLineOrigins(this WebApplication app)
    {
        var allowed = app.Services.GetRequiredService<IOptions<WebChatOptions>>().Value.AllowedOrigins;
        app.UseCors(policy => policy.WithOrigins(allowed)
            .WithMethods("GET", "POST", "OPTIONS")
            .WithHeaders("authorization", "content-type", "accept", "x-ms-bot-agent", "x-requested-with")
            .WithExposedHeaders("Retry-After"));
    }
}
