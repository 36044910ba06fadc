using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.SignIn;

/// <summary>Sign-in of staff with Identity: cookies, lock-out, password rules, and keys that survive a restart.</summary>
public static class StaffSignInSetup
{
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    public static WebApplicationBuilder AddStaffSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("FeedbackBot");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, data, log) =>
            keys.XmlRepository = new FileSystemXmlRepository(KeysFolder(data), log));

        // The keys lie in a folder that nobody else may read; that they are not encrypted there needs no warning at every start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        services.AddDbContext<StaffSignInDb>((provider, options) =>
            StaffSignInDb.Use(options, provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddIdentityCore<StaffLogin>(Rules).AddEntityFrameworkStores<StaffSignInDb>().AddClaimsPrincipalFactory<StaffClaims>().AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(Cookie);

        // A changed password ends every other session within a minute, not within the half hour that is usual.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorization();
        services.AddSingleton<SetupLink>();
        services.AddSingleton<Strangers>();
        services.AddScoped<AddStaffLogin>();
        services.AddHttpContextAccessor();
        return builder;
    }

    /// <summary>The sign-in tables, and the first administrator from the settings, or a set-up link on the console's standard output where there is nobody.</summary>
    public static async Task PrepareStaffSignInAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StaffSignInDb>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<AddStaffLogin>().EnsureFirstAdministratorAsync();
    }

    private static DirectoryInfo KeysFolder(DataFolder data)
    {
        var folder = data.Folder("keys");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new(folder);
    }

    private static void Rules(IdentityOptions options)
    {
        // Length is what counts (NIST SP 800-63B); rules about kinds of characters only make passwords worse.
        options.Password = new() { RequiredLength = 10, RequiredUniqueChars = 4, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
        options.Lockout = new() { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15), AllowedForNewUsers = true };
        options.User.RequireUniqueEmail = true;

        // An e-mail address may hold characters that the default list refuses.
        options.User.AllowedUserNameCharacters = "";
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "feedbackbot.staff";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = CookieLifetime;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPages.Path;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context =>
        {
            // A fragment or a stream cannot follow a redirect to a page: htmx is told to leave the page itself.
            if (context.Request.Headers.ContainsKey("HX-Request"))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers["HX-Redirect"] = SignInPages.Path;
                return Task.CompletedTask;
            }

            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
    }
}
